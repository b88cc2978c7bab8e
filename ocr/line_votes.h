// A line that may say who reports and when, read several times: readings that agree outvote others.
#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "ocr/digit_reader.h"
#include "ocr/text_reader.h"

namespace gouji {

// Pixels of a character's height, for lines read again.
inline constexpr double kSizes[] = {28, 40};
// Probabilities from which a date in figures counts once, and twice. Of 260 dates read, in 157
// views of lines under seals and in 103 other lines, none of a probability above 0.1 was wrong.
inline constexpr double kLikelyDate = 0.5, kSureDate = 0.95;

// A line alone, made `scale` times as large.
ReadLine read_line(const cv::Mat& gray, double scale, double dpi, TextReader& reader);

// Takes the better reading for the line's text, if it is as long, and keeps all of them.
void take_reading(const ReadLine& again, ReadLine& line);

// Adds what the figures of a line say, if they are a date, twice where that is sure. `views`: the
// line, seen in several ways, each of which is read by itself.
void take_dates(const std::vector<cv::Mat>& views, double character, DigitReader& digits,
                ReadLine& line);

// Whether a line `width` characters wide is a date that its figures alone tell: sure in two views,
// and no other in any.
bool is_sure_date(const ReadLine& line, double width);

// Whether enough readings agree.
bool is_settled(const ReadLine& line);

// Reads what each of `views` shows in another way, a line under a seal for one, in two sizes, until
// `is_enough`. `dates`: what the line's figures tell, which counts among the readings.
ReadLine read_with(const std::vector<std::string>& dates, const std::vector<cv::Mat>& views,
                   double character, double dpi, TextReader& reader,
                   const std::function<bool(const ReadLine&)>& is_enough = is_settled);

}  // namespace gouji
