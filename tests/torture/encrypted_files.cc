#include <openssl/evp.h>

#include <array>
#include <numeric>

#include "tests/support/pdf_text.h"
#include "tests/torture/torture_set.h"

namespace gouji {
namespace {

// What passwords are filled up with (ISO 32000-1, 7.6.3.3).
constexpr std::array<unsigned char, 32> kPadding{
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A};

std::string padded(const std::string& password) {
  const std::string padding(kPadding.begin(), kPadding.end());
  return (password + padding).substr(0, padding.size());
}

std::string md5(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out;
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), out.data(), &length, EVP_md5(), nullptr);
  return {out.begin(), out.begin() + length};
}

std::string rc4(const std::string& key, std::string bytes) {
  std::array<unsigned char, 256> s;
  std::iota(s.begin(), s.end(), 0);
  for (int i = 0, j = 0; i < 256; ++i) {
    j = (j + s[i] + static_cast<unsigned char>(key[i % key.size()])) % 256;
    std::swap(s[i], s[j]);
  }
  int i = 0, j = 0;
  for (char& c : bytes) {
    i = (i + 1) % 256;
    j = (j + s[i]) % 256;
    std::swap(s[i], s[j]);
    c = static_cast<char>(c ^ s[(s[i] + s[j]) % 256]);
  }
  return bytes;
}

std::string hex(const std::string& bytes) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string out = "<";
  for (unsigned char c : bytes) out += {kDigits[c >> 4], kDigits[c & 15]};
  return out + ">";
}

// A page encrypted as PDF 1.4 does it, revision 2, 40 bits.
std::string encrypted(const std::string& user, const std::string& owner) {
  const std::string id = "0123456789abcdef", rights("\xFC\xFF\xFF\xFF", 4);
  const std::string o = rc4(md5(padded(owner)).substr(0, 5), padded(user));
  const std::string key = md5(padded(user) + o + rights + id).substr(0, 5);
  const std::string u = rc4(key, padded(""));
  const std::string object = std::string("\4\0\0\0\0", 5);
  const std::string contents = rc4(md5(key + object).substr(0, 10), "0 0 9 9 re f");
  return pdf_page({.more = {"<</Filter/Standard/V 1/R 2/P -4/O" + hex(o) + "/U" + hex(u) + ">>"},
                   .trailer = "/Encrypt 5 0 R/ID[" + hex(id) + hex(id) + "]"},
                  pdf_stream("", contents));
}

std::string strange(const std::string& dictionary) {
  return pdf_page({.more = {dictionary}, .trailer = "/Encrypt 5 0 R/ID[<30><30>]"});
}

}  // namespace

std::vector<TortureFile> encrypted_files() {
  return {
      {"encrypted", encrypted("secret", "owner"), "encrypted"},
      {"encrypted-for-changes-only", encrypted("", "owner"), "unrecognised_form"},
      {"encrypted-by-a-stranger", strange("<</Filter/Adobe.PubSec/V 4/R 4>>"), "encrypted"},
      {"encrypted-in-version-99",
       strange("<</Filter/Standard/V 99/R 99/P -4/O<00>/U<00>/Length 100000>>"), "encrypted"},
      {"encrypted-by-nothing", strange("null"), "unrecognised_form"},
      {"encrypted-by-itself", strange("5 0 R"), "unrecognised_form"},
  };
}

}  // namespace gouji
