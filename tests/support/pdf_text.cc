#include "tests/support/pdf_text.h"

#include <zlib.h>

namespace gouji {

std::string deflated(const std::string& bytes) {
  uLongf length = ::compressBound(bytes.size());
  std::string out(length, '\0');
  ::compress2(reinterpret_cast<Bytef*>(out.data()), &length,
              reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 1);
  out.resize(length);
  return out;
}

std::string pdf_stream(const std::string& entries, const std::string& bytes) {
  return "<<" + entries + "/Length " + std::to_string(bytes.size()) + ">>stream\n" + bytes +
         "\nendstream";
}

std::string deflated_stream(const std::string& entries, std::string bytes, int times) {
  std::string filters;
  for (int i = 0; i < times; ++i) {
    bytes = deflated(bytes);
    filters += "/FlateDecode";
  }
  return pdf_stream(entries + "/Filter[" + filters + "]", bytes);
}

std::string pdf_file(const std::vector<std::string>& objects, const std::string& trailer) {
  std::string out = "%PDF-1.5\n", table;
  for (size_t i = 0; i < objects.size(); ++i) {
    const std::string offset = std::to_string(out.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1), start = std::to_string(out.size());
  return out + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " + size +
         "/Root 1 0 R" + trailer + ">>\nstartxref\n" + start + "\n%%EOF\n";
}

std::string pdf_page(const PdfPage& page, const std::string& contents) {
  std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R" + page.catalogue + ">>",
                                   "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                   "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<" +
                                       page.resources + ">>" + page.attributes + ">>",
                                   contents};
  objects.insert(objects.end(), page.more.begin(), page.more.end());
  return pdf_file(objects, page.trailer);
}

std::string pdf_page(const PdfPage& page) { return pdf_page(page, pdf_stream("", page.content)); }

std::string repeated(const std::string& text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace gouji
