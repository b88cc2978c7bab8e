#include <fmt/format.h>

#include "pipeline/dataset_fields.h"
#include "pipeline/dataset_tables.h"
#include "pipeline/utc_time.h"

namespace gouji {
namespace {

void add_times(CsvTable<RunRow>& t) {
  t.add({.name = "started",
         .type = FieldType::kDatetime,
         .title = {"Started", "开始"},
         .description = {"When the run began, UTC.", "开始运行的时间，UTC。"},
         .required = true},
        [](const RunRow& r) { return utc_time(r.started); });
  t.add({.name = "finished",
         .type = FieldType::kDatetime,
         .title = {"Finished", "结束"},
         .description = {"When the last report was read, UTC.", "读完最后一份报告的时间，UTC。"},
         .required = true},
        [](const RunRow& r) { return utc_time(r.finished); });
  t.add(number_field("seconds", {"Seconds", "耗时（秒）"},
                     {"From start to finish.", "从开始到结束。"}),
        [](const RunRow& r) {
          return fmt::format("{:.3f}",
                             std::chrono::duration<double>(r.finished - r.started).count());
        });
}

void add_counts(CsvTable<RunRow>& t) {
  const struct {
    const char* name;
    Wording title, description;
    std::function<std::int64_t(const RunRow&)> value;
  } counts[] = {
      {"jobs",
       {"Jobs", "并行数"},
       {"Most worker processes at a time.", "最多同时运行的进程数。"},
       &RunRow::jobs},
      {"dpi",
       {"Resolution", "分辨率"},
       {"Dots per inch asked for; 0: chosen per page.", "指定的每英寸点数；0 为逐页自动选定。"},
       &RunRow::dpi},
      {"read",
       {"Read", "本次读取"},
       {"Reports that this run read; the others were read before.",
        "本次读取的报告数；其余在此前读取。"},
       &RunRow::read},
      {"unread",
       {"Unread", "未读"},
       {"Inputs that are not in reports.csv since the run was stopped before them; 0: the dataset "
        "is whole.",
        "因运行中断而不在 reports.csv 中的输入文件数；0 为数据集完整。"},
       &RunRow::unread},
      {"reports",
       {"Files", "文件数"},
       {"Rows of reports.csv.", "reports.csv 的行数。"},
       &RunRow::reports},
      {"pages", {"Pages", "页数"}, {"Pages of all reports.", "全部报告的页数。"}, &RunRow::pages},
      {"ok", {"Ok", "无误"}, {"Reports with status ok.", "状态为 ok 的报告数。"}, &RunRow::ok},
      {"flagged",
       {"Flagged", "不平"},
       {"Reports with status flagged.", "状态为 flagged 的报告数。"},
       &RunRow::flagged},
      {"review",
       {"To review", "待核"},
       {"Reports with status review.", "状态为 review 的报告数。"},
       &RunRow::review},
      {"failed",
       {"Failed", "失败"},
       {"Reports with status failed.", "状态为 failed 的报告数。"},
       &RunRow::failed},
  };
  for (const auto& c : counts) {
    t.add(count_field(c.name, c.title, c.description),
          [value = c.value](const RunRow& r) { return std::to_string(value(r)); });
  }
}

}  // namespace

std::string program_version() { return GOUJI_VERSION; }

CsvTable<RunRow> runs_table() {
  CsvTable<RunRow> t({.name = "runs",
                      .title = {"Runs", "运行记录"},
                      .description = {"The runs that wrote this dataset and those before it in the "
                                      "same place, oldest first. The only file with times.",
                                      "写出本数据集的运行以及此前在同一位置的运行，先后为序。只有本"
                                      "文件含有时间。"},
                      .primary_key = {"run"}});
  t.add(count_field("run", {"Run", "次"},
                    {"Number of the run; those of runs that were killed are missing.",
                     "运行的序号；被强行终止的运行没有记录。"}),
        [](const RunRow& r) { return std::to_string(r.number); });
  add_times(t);
  t.add({.name = "version",
         .title = {"Program version", "程序版本"},
         .description = {"Version of the program.", "程序的版本。"},
         .required = true},
        [](const RunRow& r) { return r.version; });
  t.add({.name = "shard",
         .title = {"Shard", "分片"},
         .description = {"Part of the inputs that the run read; 1/1: all of them.",
                         "本次读取的部分；1/1 为全部。"},
         .required = true,
         .pattern = "[0-9]+/[0-9]+"},
        [](const RunRow& r) { return fmt::format("{}/{}", r.shard.number, r.shard.of); });
  t.add(number_field("timeout", {"Time limit (s)", "时限（秒）"},
                     {"Most seconds for one report.", "每份报告最多的秒数。"}),
        [](const RunRow& r) { return fmt::format("{}", r.timeout); });
  add_counts(t);
  return t;
}

}  // namespace gouji
