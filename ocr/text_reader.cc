#include "ocr/text_reader.h"

#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>

#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "models/sentences.h"
#include "ocr/cpu_time.h"

namespace tesseract {

class UNICHARSET;

// Tesseract's own, of its library, not of its headers: at every start it loads a list of shapes
// that only the old recogniser mixes up, which takes longer than loading the network, two thirds
// of the start. The program's definition comes before that of a shared library whose symbols can be
// replaced, as Debian's can; of one whose symbols cannot, or that has none of this name, nothing is
// lost but that time.
class UnicharAmbigs {
 public:
  void LoadUniversal(const UNICHARSET& encoder, UNICHARSET* characters);
};

void UnicharAmbigs::LoadUniversal(const UNICHARSET&, UNICHARSET*) {}

}  // namespace tesseract

namespace gouji {
namespace {

// Seconds of CPU for one call: a clean page takes 1; on a noisy one Tesseract can take 47.
constexpr double kBlockSeconds = 15, kCellSeconds = 3;
// A scan's grain makes Tesseract lose whole labels: of a printed scan with grain of 4 levels 30 of
// 200 cells were accepted without smoothing, 198 with.
constexpr double kGrain = 1.0 / 400;    // inches: the deviation of a Gaussian
constexpr double kLeastGrainDpi = 190;  // below, strokes are hardly wider than grain
constexpr double kLarger = 1.5;         // times the size of a line that was overlooked
constexpr int kMargin = 10;  // pixels of paper around a crop, without which Tesseract drops text

// Tesseract asks this after every word.
bool is_late(void* deadline, int) { return cpu_seconds() > *static_cast<double*>(deadline); }

bool is_ascii_word(unsigned char c) { return std::isalnum(c) != 0; }

// Tesseract puts spaces between Chinese characters; only those between Latin words are meant.
std::string without_inner_spaces(const char* utf8) {
  std::string out;
  const std::string s = utf8 ? utf8 : "";
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '\n') continue;
    if (s[i] == ' ') {
      const bool between = !out.empty() && i + 1 < s.size() && is_ascii_word(out.back()) &&
                           is_ascii_word(static_cast<unsigned char>(s[i + 1]));
      if (!between) continue;
    }
    out += s[i];
  }
  return out;
}

constexpr char kLanguage[] = "chi_sim";

bool start(tesseract::TessBaseAPI& api) {
  return api.Init(nullptr, kLanguage, tesseract::OEM_LSTM_ONLY) == 0 &&
         api.SetVariable("debug_file", "/dev/null");
}

// Whether Tesseract finds its data. Reads its settings and nothing else.
bool is_installed() {
  const std::vector<std::string> names{"tessedit_init_config_only"}, values{"1"};
  tesseract::TessBaseAPI api;
  return api.Init(nullptr, kLanguage, tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values,
                  false) == 0;
}

}  // namespace

struct TextReader::Impl {
  tesseract::TessBaseAPI api;
  bool started = false;  // takes as long as reading a report that is born digital, which needs none

  ReadBlock read(const cv::Mat& gray, double dpi, tesseract::PageSegMode mode, double seconds) {
    cv::Mat padded;
    cv::copyMakeBorder(gray, padded, kMargin, kMargin, kMargin, kMargin, cv::BORDER_CONSTANT, 255);
    if (dpi >= kLeastGrainDpi) cv::GaussianBlur(padded, padded, {0, 0}, kGrain * dpi);
    if (!started && !start(api)) throw std::runtime_error(sentences::kNoTesseract);
    started = true;
    api.SetPageSegMode(mode);
    api.SetImage(padded.data, padded.cols, padded.rows, 1, static_cast<int>(padded.step));
    api.SetSourceResolution(static_cast<int>(dpi));
    tesseract::ETEXT_DESC monitor;
    double deadline = cpu_seconds() + seconds;
    monitor.cancel = is_late;
    monitor.cancel_this = &deadline;
    ReadBlock block;
    if (api.Recognize(&monitor) != 0 || cpu_seconds() > deadline) return {{}, false};
    const std::unique_ptr<tesseract::ResultIterator> it(api.GetIterator());
    if (!it) return block;
    do {
      const std::unique_ptr<char[]> text(it->GetUTF8Text(tesseract::RIL_TEXTLINE));
      int x0, y0, x1, y1;
      if (!text || !it->BoundingBox(tesseract::RIL_TEXTLINE, &x0, &y0, &x1, &y1)) continue;
      ReadLine line{
          without_inner_spaces(text.get()),
          {double(x0 - kMargin), double(y0 - kMargin), double(x1 - kMargin), double(y1 - kMargin)},
          it->Confidence(tesseract::RIL_TEXTLINE) / 100,
          {}};
      if (!line.text.empty()) block.lines.push_back(std::move(line));
    } while (it->Next(tesseract::RIL_TEXTLINE));
    return block;
  }
};

void append(ReadLine& cell, const ReadLine& line) {
  cell.confidence =
      cell.text.empty() ? line.confidence : std::min(cell.confidence, line.confidence);
  cell.text += line.text;
  cell.box = unite(cell.box, line.box);
}

TextReader::TextReader() : impl_(std::make_unique<Impl>()) {
  if (!is_installed()) throw std::runtime_error(sentences::kNoTesseract);
}

TextReader::~TextReader() = default;

ReadBlock TextReader::read_block(const cv::Mat& gray, double dpi) {
  return impl_->read(gray, dpi, tesseract::PSM_SINGLE_BLOCK, kBlockSeconds);
}

ReadLine TextReader::read_cell(const cv::Mat& gray, double dpi) {
  if (gray.empty()) return {};
  ReadBlock block = impl_->read(gray, dpi, tesseract::PSM_SINGLE_BLOCK, kCellSeconds);
  if (block.lines.empty() && block.whole) {  // it overlooks a few characters alone
    cv::Mat larger;
    cv::resize(gray, larger, {}, kLarger, kLarger, cv::INTER_CUBIC);
    block = impl_->read(larger, kLarger * dpi, tesseract::PSM_SINGLE_LINE, kCellSeconds);
    for (ReadLine& line : block.lines) {
      const Box& b = line.box;
      line.box = {b.x0 / kLarger, b.y0 / kLarger, b.x1 / kLarger, b.y1 / kLarger};
    }
  }
  ReadLine cell;
  for (const ReadLine& line : block.lines) append(cell, line);
  return cell;
}

}  // namespace gouji
