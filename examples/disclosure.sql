-- How often does an agency disclose what it is asked for, and which reports do not add up?
-- In the directory of a dataset:  sqlite3 <disclosure.sql
.bail on
.import --csv reports.csv reports
.import --csv wide.csv wide
.import --csv cells.csv cells
.import --csv checks.csv checks
.import --csv claims.csv claims
.mode markdown

.print ## What was read 读取情况
.print
-- One row per file: failed ones have an error_code.
SELECT form, origin, status, count(*) AS files, sum(cells_review) AS cells_to_review
FROM reports
GROUP BY form, origin, status
ORDER BY form, origin, status;

-- In a dataset an empty field is no value: neither zero nor an empty text. wide.csv has only values
-- that are trusted, so what is NULL here is blank, not in the form, or for a person to look at.
CREATE VIEW requests AS
SELECT coalesce(nullif(agency, ''), '(not read)') AS agency, year,
       CAST(nullif(requests__new_received__total, '') AS INTEGER) AS received,
       CAST(nullif(requests__processed_total__total, '') AS INTEGER) AS processed,
       CAST(nullif(requests__granted__total, '') AS INTEGER) AS granted,
       CAST(nullif(requests__partially_granted__total, '') AS INTEGER) AS partially
FROM wide;

.print
.print ## Requests 依申请公开
.print
SELECT agency, year, received, processed,
       round(100.0 * (granted + partially) / nullif(processed, 0), 1) AS percent_disclosed
FROM requests
ORDER BY agency, year;

.print
.print ## Reports whose own totals are broken 勾稽不平的报告
.print
SELECT wide.agency, wide.year, checks."check", lhs, rhs, difference
FROM checks JOIN wide USING (report_id)
WHERE verdict = 'broken'
ORDER BY wide.agency, wide.year, checks."check";

.print
.print ## Text against tables 文字与表格
.print
-- A verdict is empty where it cannot be told: the cells are not trusted, or the sentence is not exact.
SELECT section, coalesce(nullif(verdict, ''), '(cannot be told)') AS verdict, count(*) AS figures,
       min(quote) AS one_sentence
FROM claims
GROUP BY section, verdict
ORDER BY section, verdict;

.print
.print ## Zeros are not blanks 零与空白
.print
SELECT "table", cells.status, count(*) AS cells,
       sum(value = '0') AS zeros, round(min(CAST(confidence AS REAL)), 4) AS least_confidence
FROM cells
GROUP BY "table", cells.status
ORDER BY "table", cells.status;
