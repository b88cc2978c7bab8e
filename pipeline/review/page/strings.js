// Every word of the interface, in both languages: [Chinese, English]. {name} is filled in.
const STRINGS = {
  name: ['勾稽', 'Gouji'],
  skip: ['跳到正文', 'Skip to the content'],
  views: ['页面', 'Views'],
  overview: ['总览', 'Overview'],
  queue: ['待核', 'To review'],
  audit: ['抽检', 'Audit'],
  other_language: ['English', '中文'],
  loading: ['正在读取……', 'Loading…'],
  no_such_page: ['没有这个页面。', 'There is no such page.'],
  unreachable: [
    '复核服务没有应答。它可能已经停止：请在终端重新运行 gouji review。',
    'The review server does not answer. It may have stopped: run gouji review again.'],
  none: ['无', 'none'],
  unknown: ['未定', 'undecided'],
  close: ['关闭', 'Close'],

  // What reports, cells, relations and claims may be.
  'report.ok': ['无误', 'ok'],
  'report.flagged': ['不平', 'flagged'],
  'report.review': ['待核', 'review'],
  'report.failed': ['失败', 'failed'],
  'cell.ok': ['采信', 'ok'],
  'cell.corrected': ['更正', 'corrected'],
  'cell.blank': ['空白', 'blank'],
  'cell.review': ['待核', 'review'],
  'cell.missing': ['缺失', 'missing'],
  'cell.person': ['人工', 'by a person'],
  'verdict.holds': ['相符', 'holds'],
  'verdict.broken': ['不平', 'broken'],
  'verdict.suspect': ['存疑', 'suspect'],
  'verdict.unverifiable': ['无法核验', 'unverifiable'],
  'claim.agrees': ['一致', 'agrees'],
  'claim.contradicts': ['矛盾', 'contradicts'],
  'claim.unstated': ['缺数', 'no number'],
  'claim.': ['无法判断', 'cannot be told'],
  'method.text': ['文本层', 'text layer'],
  'method.ocr': ['识别', 'read from pixels'],
  'method.person': ['人工', 'a person'],
  'origin.text': ['文本', 'text'],
  'origin.scan': ['扫描', 'scan'],
  'origin.mixed': ['混合', 'mixed'],

  // Overview.
  indexing: [
    '正在整理 {all} 份年报，已完成 {indexed} 份；以下数字尚不完整。',
    'Going through {all} reports, {indexed} done; the figures below are not complete yet.'],
  reports: ['年报', 'Reports'],
  cells: ['单元格', 'Cells'],
  start_queue: ['开始核对', 'Start reviewing'],
  all_seen: ['没有待核的数', 'Nothing to review'],
  last_run: ['最近一次运行', 'Last run'],
  run_speed: ['份／秒', 'reports a second'],
  run_detail: ['{reports} 份、{pages} 页，用时 {time}', '{reports} reports, {pages} pages in {time}'],
  audit_rate: ['采信数错误率', 'Errors among accepted figures'],
  audit_upper: ['95% 上限 {upper}', '95 % upper bound {upper}'],
  audit_seen: ['抽检 {checked} 个，错 {wrong} 个', '{checked} checked, {wrong} wrong'],
  audit_none: ['尚未抽检', 'Not audited yet'],
  audit_start: ['抽检采信的数', 'Audit accepted figures'],
  corrections_applied: ['{n} 处更正已生效', '{n} corrections in force'],
  corrections_left: ['{n} 处更正未能生效', '{n} corrections were not applied'],
  by_year: ['各年度', 'By year'],
  by_province: ['各省份', 'By province'],
  relations: ['最常不平的勾稽关系', 'Relations that break most'],
  relations_none: ['没有不平或存疑的关系。', 'No relation is broken or suspect.'],
  confidence: ['单元格把握', 'Confidence of cells'],
  chart_year: ['各年度年报数，按状态分；点击柱子可筛选', 'Reports by year and status; click a bar to filter'],
  chart_confidence: [
    '单元格数按把握分布，纵轴为对数',
    'Cells by confidence, logarithmic scale'],
  click_filters: ['点击可筛选下表', 'click to filter the table'],
  search: ['搜索', 'Search'],
  search_hint: ['文件、标题或机关', 'file, title or agency'],
  status: ['状态', 'Status'],
  year: ['年度', 'Year'],
  region: ['地区', 'Region'],
  agency: ['机关', 'Agency'],
  all: ['全部', 'all'],
  check_filter: ['勾稽关系', 'Relation'],
  clear: ['清除筛选', 'Clear filters'],
  clear_one: ['取消筛选：{what}', 'Remove filter: {what}'],
  source: ['文件', 'File'],
  title: ['标题', 'Title'],
  form: ['格式', 'Form'],
  pages: ['页数', 'Pages'],
  column_review: ['待核', 'Review'],
  column_missing: ['缺失', 'Missing'],
  column_broken: ['不平', 'Broken'],
  column_suspect: ['存疑', 'Suspect'],
  range: ['第 {from}–{to} 份，共 {total} 份', '{from}–{to} of {total}'],
  no_reports: ['没有符合条件的年报。', 'No report matches.'],
  previous: ['上一页', 'Previous'],
  next: ['下一页', 'Next'],

  // Report.
  back: ['返回总览', 'Back to the overview'],
  page_n: ['第 {n} 页', 'Page {n}'],
  page_of: ['{n} / {pages} 页', 'page {n} of {pages}'],
  page_image: ['第 {n} 页的图像', 'Image of page {n}'],
  page_failed: ['这一页的图像未能生成。', 'The image of this page could not be made.'],
  page_previous: ['上一页面', 'Previous page'],
  page_next: ['下一页面', 'Next page'],
  zoom: ['放大', 'Zoom in'],
  zoom_out: ['适合宽度', 'Fit the width'],
  colours: ['颜色', 'Colours'],
  published: ['落款日期', 'Signed'],
  origin: ['来源', 'Origin'],
  report_problems: ['勾稽问题', 'Relations that do not add up'],
  report_sound: ['各项勾稽关系相符。', 'All relations hold.'],
  unverifiable_n: ['另有 {n} 条关系无法核验', '{n} more cannot be verified'],
  lacks_agency: ['未能确定机关名称。', 'The agency is not known.'],
  lacks_year: ['未能确定年度。', 'The year is not known.'],
  lacks_text: ['部分正文未能识别。', 'Part of the text could not be read.'],
  narrative: ['正文', 'Narrative'],
  in_table: ['表格 {value}', 'table {value}'],
  next_doubtful: ['下一个待核的数', 'Next figure to review'],
  zeros: ['{n} 个零或空白', '{n} zeros or blanks'],
  difference: ['差 {n}', 'off by {n}'],
  no_form: ['没有识别出规定格式的表格。', 'No table of a standard form was recognised.'],
  cell_panel: ['选中的数', 'Selected figure'],
  value: ['数值', 'Value'],
  value_blank: ['空白', 'blank'],
  value_none: ['无读数', 'no reading'],
  raw: ['读出的原文', 'As read'],
  read_as: ['程序读作', 'Read as'],
  confidence_of: ['把握', 'Confidence'],
  method: ['来源', 'How'],
  crop: ['单元格图像', 'Picture of the cell'],
  crop_failed: ['这个单元格的图像未能生成。', 'The picture of this cell could not be made.'],
  no_crop: ['文件中没有找到这个单元格', 'This cell was not found in the document'],
  new_value: ['纸上印的数', 'Figure as printed'],
  save: ['确认', 'Save'],
  undo: ['撤销', 'Undo'],
  saved: ['已记下 {address}：{value}', 'Saved {address}: {value}'],
  undone: ['已撤销 {address}，恢复为 {value}', 'Undone: {address} is {value} again'],
  undo_none_here: [
    '本次运行中没有在这份年报中作过可撤销的更正。',
    'Nothing was corrected in this report since gouji review was started that can be undone.'],
  undo_none: ['没有可撤销的更正。', 'There is no correction to undo.'],
  not_number: ['请输入数字；印作空白则留空。', 'Enter a number, or nothing where it is printed empty.'],
  side_page: ['原件', 'Page'],
  side_form: ['表格', 'Tables'],

  // Queue and audit.
  queue_empty: ['待核的数已全部看过。', 'Every figure has been seen.'],
  queue_skipped: ['已到末尾，还有 {left} 个没有核对。', 'The end of the list; still to review: {left}.'],
  queue_again: ['回到没有核对的', 'Go back to those left'],
  queue_left: ['余 {left} 个', '{left} left'],
  pace: ['平均 {seconds} 秒一个', '{seconds} s a figure'],
  done_n: ['已核 {n} 个', '{n} done'],
  open_report: ['打开年报', 'Open the report'],
  key_choose: ['选读数', 'choose'],
  key_enter: ['确认选中的', 'accept the selected'],
  key_type: ['输入', 'type a figure'],
  key_blank: ['空白', 'blank'],
  key_move: ['前后', 'back, on'],
  key_pick: ['换一个', 'select'],
  key_undo: ['撤销', 'undo'],
  key_open: ['打开年报', 'open report'],
  keys: ['按键', 'Keys'],
  candidates: ['可能的读数，数字键选择', 'Alternatives; number keys choose'],
  answered: ['已核：{value}', 'done: {value}'],
  on_page: ['在页面上', 'On the page'],
  right: ['正确', 'Right'],
  wrong: ['错误', 'Wrong'],
  audit_question: ['图上印的是这个数吗？', 'Is this what is printed?'],
  audit_printed: ['印的是多少？', 'What is printed?'],
  audit_added: [
    '样本抽取之后又增加了 {n} 个数，错误率不包括它们。',
    'The sample was drawn before {n} cells were added; the rate is not of them.'],
  audit_other: [
    '样本取自此前的数据，与现在的不同。',
    'The sample was drawn from other cells than there are now.'],
  audit_new: ['重新抽样', 'Draw a new sample'],
  audit_corrected: [
    '有人将这个数改为：{value}。如要更改，请打开年报。',
    'A person has entered {value} instead. Open the report to change that.'],
  audit_blank: [
    '没有输入。如果印作空白，请再确认一次。',
    'Nothing is entered. Confirm once more where it is printed empty.'],
  audit_done: ['这批样本已全部看过。', 'The whole sample has been seen.'],
  audit_intro: [
    '从采信的数中随机抽取，逐个与原件对照，得出实际的错误率。',
    'Accepted figures, drawn at random and held against the page: what the error rate really is.'],
  audit_sample: ['样本数', 'Sample size'],
  checked: ['已检', 'Checked'],
  wrong_n: ['错误', 'Wrong'],
  rate: ['错误率', 'Error rate'],
  upper: ['95% 上限', '95 % upper bound'],
  key_right: ['正确', 'right'],
  key_wrong: ['错误', 'wrong'],
};

let column = 0;
let chosen = false;

export const language = () => (column === 0 ? 'zh' : 'en');

// Nothing before setLanguage.
export const chosenLanguage = () => (chosen ? language() : '');

export function setLanguage(name) {
  column = name === 'en' ? 1 : 0;
  chosen = true;
  document.documentElement.lang = column === 0 ? 'zh-CN' : 'en';
}

export function t(key, values = {}) {
  const pair = STRINGS[key];
  if (!pair) throw new Error(`no string '${key}'`);
  return pair[column].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export const count = (n) => Number(n).toLocaleString('en-US');

export const percent = (p, digits = 1) =>
  p === null || p === undefined ? '–' : `${(100 * p).toFixed(digits)}%`;

// Never 100% for what is not certain, nor 0% for what is not impossible.
export function probability(p) {
  if (p >= 1) return '100%';
  if (p >= 0.9995) return '>99.9%';
  return p < 0.0005 ? '<0.1%' : percent(p);
}

export function duration(seconds) {
  if (seconds < 60) return language() === 'zh' ? `${seconds.toFixed(1)} 秒` : `${seconds.toFixed(1)} s`;
  const m = Math.floor(seconds / 60), h = Math.floor(m / 60);
  const pad = (n) => String(n).padStart(2, '0');
  return h ? `${h}:${pad(m % 60)}:${pad(Math.floor(seconds % 60))}` : `${m}:${pad(Math.floor(seconds % 60))}`;
}

// `2026-01-31T16:00:00Z` as the clocks here have it: 2026-02-01 00:00.
export function localTime(iso) {
  const time = new Date(iso);
  const pad = (n) => String(n).padStart(2, '0');
  return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())} ` +
    `${pad(time.getHours())}:${pad(time.getMinutes())}`;
}
