-- Every number of the Tân Kỳ plan, computed a second time from the raw rows of hub/plans/demo in plain SQL: nothing of the
-- plan's file and nothing of the arithmetic is used. oracle_test.cc runs each query for a reading and an as-of period.
--
-- Tables: units(code, kinds, ownership, manager), entries(unit, period, form, field, value), reviews(act, unit, form,
-- period, field, item, indicator), as they stand in the files; and what the sections "reading" and "units" make of them:
--   counted   the answers that count in this reading, n a whole number (NULL where "na" was typed)
--   school    all but the office        pupil_school   those that teach pupils        everyone   schools and office
--
-- Each query answers: numerator, denominator (0 for counts and sums), expected, fresh, carried, missing.
-- Periods sort as text. :as_of is the period asked for.

-- @reading
CREATE TEMP TABLE counted AS
SELECT unit, period, form, field, value,
       CASE value WHEN 'co' THEN 1 WHEN 'khong' THEN 0 WHEN 'na' THEN NULL
                  ELSE CAST(REPLACE(value, '.', '') AS INTEGER) END AS n
FROM entries AS e
WHERE :accepted = 0
   OR EXISTS (SELECT 1 FROM reviews AS r
              WHERE r.act = 'accept' AND r.unit = e.unit AND r.form = e.form AND r.period = e.period);

-- @units
CREATE TEMP VIEW everyone AS SELECT code, kinds, ownership FROM units WHERE :managers = '' OR manager = :managers;
CREATE TEMP VIEW school AS SELECT code, kinds, ownership FROM everyone WHERE kinds <> 'office';
CREATE TEMP VIEW public_school AS SELECT code FROM school WHERE ownership = 'public';
CREATE TEMP VIEW pupil_school AS
SELECT code FROM school WHERE kinds LIKE '%primary%' OR kinds LIKE '%secondary%' OR kinds LIKE '%continuing%';
CREATE TEMP VIEW office AS SELECT code FROM everyone WHERE kinds = 'office';

-- @MT1a
-- Staff reached, of all staff.
WITH report AS (
  SELECT unit, MAX(period) AS period FROM counted JOIN everyone ON code = unit
  WHERE form = 'muc_tieu' AND period <= :as_of GROUP BY unit),
numerator AS (
  SELECT r.unit, r.period, SUM(c.n) AS n FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period = r.period
  WHERE c.form = 'muc_tieu'
    AND c.field IN ('mt1a_cbql', 'mt1a_gv', 'mt1a_nv', 'mt1a_cong_chuc')
  GROUP BY r.unit),
profile AS (
  SELECT r.unit, MAX(c.period) AS period FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period <= r.period
  WHERE c.form = 'ho_so' GROUP BY r.unit),
denominator AS (
  SELECT p.unit, SUM(c.n) AS n
  FROM profile AS p JOIN counted AS c ON c.unit = p.unit AND c.period = p.period
  WHERE c.form = 'ho_so'
    AND c.field IN ('cbql', 'gv', 'nv', 'cong_chuc')
  GROUP BY p.unit),
known AS (
  SELECT unit, period, MIN(a.n, b.n) AS num, b.n AS den FROM numerator AS a JOIN denominator AS b USING (unit))
SELECT SUM(num), SUM(den), (SELECT COUNT(*) FROM everyone), SUM(period = :as_of), SUM(period < :as_of),
       (SELECT COUNT(*) FROM everyone) - COUNT(*)
FROM known;

-- @MT1b
-- Managers and teachers of public schools who use platforms, of those who are not on long leave.
WITH report AS (
  SELECT unit, MAX(period) AS period FROM counted JOIN public_school ON code = unit
  WHERE form = 'muc_tieu' AND period <= :as_of GROUP BY unit),
numerator AS (
  SELECT r.unit, r.period, SUM(c.n) AS n FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period = r.period
  WHERE c.form = 'muc_tieu'
    AND c.field IN ('mt1b_cbql', 'mt1b_gv')
  GROUP BY r.unit),
profile AS (
  SELECT r.unit, MAX(c.period) AS period FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period <= r.period
  WHERE c.form = 'ho_so' GROUP BY r.unit),
denominator AS (
  SELECT p.unit, SUM(CASE WHEN c.field IN ('nghi_dai_han_ql', 'nghi_dai_han_gv') THEN -c.n ELSE c.n END) AS n
  FROM profile AS p JOIN counted AS c ON c.unit = p.unit AND c.period = p.period
  WHERE c.form = 'ho_so'
    AND c.field IN ('cbql', 'gv', 'nghi_dai_han_ql', 'nghi_dai_han_gv')
  GROUP BY p.unit),
known AS (
  SELECT unit, period, MIN(a.n, b.n) AS num, b.n AS den FROM numerator AS a JOIN denominator AS b USING (unit))
SELECT SUM(num), SUM(den), (SELECT COUNT(*) FROM public_school), SUM(period = :as_of), SUM(period < :as_of),
       (SELECT COUNT(*) FROM public_school) - COUNT(*)
FROM known;

-- @MT2 a
-- Pupils taught digital skills, of all pupils.
WITH report AS (
  SELECT unit, MAX(period) AS period FROM counted JOIN pupil_school ON code = unit
  WHERE form = 'muc_tieu' AND period <= :as_of GROUP BY unit),
numerator AS (
  SELECT r.unit, r.period, SUM(c.n) AS n FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period = r.period
  WHERE c.form = 'muc_tieu'
    AND c.field IN ('mt2_th_kynang', 'mt2_thcs_kynang', 'mt2_thpt_kynang', 'mt2_gdtx_kynang')
  GROUP BY r.unit),
profile AS (
  SELECT r.unit, MAX(c.period) AS period FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period <= r.period
  WHERE c.form = 'ho_so' GROUP BY r.unit),
denominator AS (
  SELECT p.unit, SUM(c.n) AS n
  FROM profile AS p JOIN counted AS c ON c.unit = p.unit AND c.period = p.period
  WHERE c.form = 'ho_so'
    AND c.field IN ('hs_th', 'hs_thcs', 'hs_thpt', 'hs_gdtx')
  GROUP BY p.unit),
known AS (
  SELECT unit, period, MIN(a.n, b.n) AS num, b.n AS den FROM numerator AS a JOIN denominator AS b USING (unit))
SELECT SUM(num), SUM(den), (SELECT COUNT(*) FROM pupil_school), SUM(period = :as_of), SUM(period < :as_of),
       (SELECT COUNT(*) FROM pupil_school) - COUNT(*)
FROM known;

-- @MT2 b
-- Pupils with skills to be safe.
WITH report AS (
  SELECT unit, MAX(period) AS period FROM counted JOIN pupil_school ON code = unit
  WHERE form = 'muc_tieu' AND period <= :as_of GROUP BY unit),
numerator AS (
  SELECT r.unit, r.period, SUM(c.n) AS n FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period = r.period
  WHERE c.form = 'muc_tieu'
    AND c.field IN ('mt2_th_antoan', 'mt2_thcs_antoan', 'mt2_thpt_antoan', 'mt2_gdtx_antoan')
  GROUP BY r.unit),
profile AS (
  SELECT r.unit, MAX(c.period) AS period FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period <= r.period
  WHERE c.form = 'ho_so' GROUP BY r.unit),
denominator AS (
  SELECT p.unit, SUM(c.n) AS n
  FROM profile AS p JOIN counted AS c ON c.unit = p.unit AND c.period = p.period
  WHERE c.form = 'ho_so'
    AND c.field IN ('hs_th', 'hs_thcs', 'hs_thpt', 'hs_gdtx')
  GROUP BY p.unit),
known AS (
  SELECT unit, period, MIN(a.n, b.n) AS num, b.n AS den FROM numerator AS a JOIN denominator AS b USING (unit))
SELECT SUM(num), SUM(den), (SELECT COUNT(*) FROM pupil_school), SUM(period = :as_of), SUM(period < :as_of),
       (SELECT COUNT(*) FROM pupil_school) - COUNT(*)
FROM known;

-- @MT3
-- Schools with a community activity in the year.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted WHERE form = 'muc_tieu' AND field IN ('mt3_so_hd') AND n IS NOT NULL
  GROUP BY unit, period),
year AS (
  SELECT code, COALESCE(SUM(n), 0) >= 1 AS yes, MAX(period) AS newest
  FROM school LEFT JOIN answer ON unit = code AND period <= :as_of
  GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL) FROM year;

-- @MT4
-- Households that do, of those asked; a survey of nobody is missing.
WITH report AS (
  SELECT unit, MAX(period) AS period FROM counted JOIN school ON code = unit
  WHERE form = 'muc_tieu' AND period <= :as_of GROUP BY unit),
survey AS (
  SELECT r.unit, r.period, SUM(c.n) FILTER (WHERE c.field = 'mt4_dat') AS num,
         SUM(c.n) FILTER (WHERE c.field = 'mt4_khaosat') AS den
  FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period = r.period AND c.form = 'muc_tieu'
  GROUP BY r.unit),
known AS (SELECT period, MIN(num, den) AS num, den FROM survey WHERE den > 0)
SELECT SUM(num), SUM(den), (SELECT COUNT(*) FROM school), SUM(period = :as_of), SUM(period < :as_of),
       (SELECT COUNT(*) FROM school) - COUNT(*)
FROM known;

-- @MT4 không tính trường mầm non
WITH report AS (
  SELECT unit, MAX(period) AS period FROM counted JOIN pupil_school ON code = unit
  WHERE form = 'muc_tieu' AND period <= :as_of GROUP BY unit),
survey AS (
  SELECT r.unit, r.period, SUM(c.n) FILTER (WHERE c.field = 'mt4_dat') AS num,
         SUM(c.n) FILTER (WHERE c.field = 'mt4_khaosat') AS den
  FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period = r.period AND c.form = 'muc_tieu'
  GROUP BY r.unit),
known AS (SELECT period, MIN(num, den) AS num, den FROM survey WHERE den > 0)
SELECT SUM(num), SUM(den), (SELECT COUNT(*) FROM pupil_school), SUM(period = :as_of), SUM(period < :as_of),
       (SELECT COUNT(*) FROM pupil_school) - COUNT(*)
FROM known;

-- @MT5
-- Schools that taught in each term so far: the second quarter, the fourth.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (  -- what was not reported is taken from the newest term before
  SELECT code, a.period, MAX(c.period) AS newest, COALESCE(n = 1, 0) AS yes
  FROM pupil_school CROSS JOIN asked AS a
  LEFT JOIN counted AS c ON c.unit = code AND c.period <= a.period AND c.period IN (SELECT period FROM asked)
   AND c.form = 'giang_day' AND c.field = 'mt5_co'
  GROUP BY code, a.period),
school_year AS (
  SELECT code, MIN(yes) AS yes, MAX(newest) AS newest FROM answer GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)),
       SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM school_year;

-- @MT5 tính cả trường mầm non
-- Kindergartens are not asked, so they say no.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (  -- what was not reported is taken from the newest term before
  SELECT code, a.period, MAX(c.period) AS newest, COALESCE(n = 1, 0) AS yes
  FROM school CROSS JOIN asked AS a
  LEFT JOIN counted AS c ON c.unit = code AND c.period <= a.period AND c.period IN (SELECT period FROM asked)
   AND c.form = 'giang_day' AND c.field = 'mt5_co'
  GROUP BY code, a.period),
school_year AS (
  SELECT code, MIN(yes) AS yes, MAX(newest) AS newest FROM answer GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)),
       SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM school_year;

-- @MT5 chỉ hỏi kỳ gần nhất
-- The newest answer decides (with MAX, SQLite takes the bare column n from the row of the maximum).
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q1'), ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'giang_day' AND field = 'mt5_co' AND n IS NOT NULL AND period <= :as_of
  GROUP BY unit)
SELECT COALESCE(SUM(n = 1), 0), COUNT(*), COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)),
       SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM pupil_school LEFT JOIN answer ON unit = code;

-- @PL1.1
-- Schools with awareness activities in the year.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted WHERE form = 'nhiem_vu' AND field IN ('pl11_so_hd') AND n IS NOT NULL
  GROUP BY unit, period),
year AS (
  SELECT code, COALESCE(SUM(n), 0) >= 1 AS yes, MAX(period) AS newest
  FROM school LEFT JOIN answer ON unit = code AND period <= :as_of
  GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL) FROM year;

-- @PL1.1 có hoạt động trong mọi kỳ học
-- The same in every term.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (  -- what was not reported is taken from the newest term before
  SELECT code, a.period, MAX(c.period) AS newest, COALESCE(n >= 1, 0) AS yes
  FROM school CROSS JOIN asked AS a
  LEFT JOIN counted AS c ON c.unit = code AND c.period <= a.period AND c.period IN (SELECT period FROM asked)
   AND c.form = 'nhiem_vu' AND c.field = 'pl11_so_hd'
  GROUP BY code, a.period),
school_year AS (
  SELECT code, MIN(yes) AS yes, MAX(newest) AS newest FROM answer GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)),
       SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM school_year;

-- @PL1.2 a
-- Articles on portals in the year; who left it empty is missing.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'nhiem_vu' AND period <= :as_of
    AND field IN ('pl12_cong')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM everyone LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL1.2 b
-- Posts on social networks in the year.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'nhiem_vu' AND period <= :as_of
    AND field IN ('pl12_mxh')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM everyone LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL1.2 a chỉ Phòng Văn hóa - Xã hội
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'nhiem_vu' AND period <= :as_of
    AND field IN ('pl12_cong')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM office LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL1.2 b chỉ Phòng Văn hóa - Xã hội
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'nhiem_vu' AND period <= :as_of
    AND field IN ('pl12_mxh')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM office LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL1.3
-- The festival is not asked before the fourth quarter.
SELECT COALESCE(SUM(n = 1), 0), COUNT(*), COUNT(*), COUNT(period), 0, COUNT(*) - COUNT(period)
FROM school LEFT JOIN counted ON unit = code AND form = 'ngay_hoi' AND field = 'pl13_co' AND period = '2026-Q4'
WHERE :as_of >= '2026-Q4';

-- @PL2.1
-- Initiatives that are applied and were recognised, each once in the year.
WITH item AS (  -- the newest word on each initiative: "sang_kien.PLACE.trang_thai"
  SELECT unit, REPLACE(REPLACE(field, 'sang_kien.', ''), '.trang_thai', '') AS place, MAX(period), value AS status
  FROM counted JOIN school ON code = unit
  WHERE form = 'sang_kien' AND field LIKE 'sang_kien.%.trang_thai' AND period <= :as_of
  GROUP BY unit, place),
report AS (
  SELECT code, MAX(period) AS newest FROM school LEFT JOIN counted ON unit = code AND form = 'sang_kien'
   AND period <= :as_of GROUP BY code)
SELECT (SELECT COUNT(*) FROM item JOIN reviews AS r ON r.act = 'recognize' AND r.unit = item.unit
         AND r.field = 'sang_kien' AND r.item = item.place WHERE item.status = 'ap_dung'),
       0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM report;

-- @PL3.1
-- Staff who attended classes, of all staff.
WITH report AS (
  SELECT unit, MAX(period) AS period FROM counted JOIN everyone ON code = unit
  WHERE form = 'nhiem_vu' AND period <= :as_of GROUP BY unit),
numerator AS (
  SELECT r.unit, r.period, SUM(c.n) AS n FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period = r.period
  WHERE c.form = 'nhiem_vu'
    AND c.field IN ('pl31_cbql', 'pl31_gv', 'pl31_nv', 'pl31_cong_chuc')
  GROUP BY r.unit),
profile AS (
  SELECT r.unit, MAX(c.period) AS period FROM report AS r JOIN counted AS c ON c.unit = r.unit AND c.period <= r.period
  WHERE c.form = 'ho_so' GROUP BY r.unit),
denominator AS (
  SELECT p.unit, SUM(c.n) AS n
  FROM profile AS p JOIN counted AS c ON c.unit = p.unit AND c.period = p.period
  WHERE c.form = 'ho_so'
    AND c.field IN ('cbql', 'gv', 'nv', 'cong_chuc')
  GROUP BY p.unit),
known AS (
  SELECT unit, period, MIN(a.n, b.n) AS num, b.n AS den FROM numerator AS a JOIN denominator AS b USING (unit))
SELECT SUM(num), SUM(den), (SELECT COUNT(*) FROM everyone), SUM(period = :as_of), SUM(period < :as_of),
       (SELECT COUNT(*) FROM everyone) - COUNT(*)
FROM known;

-- @PL3.2
-- Schools where the courses were in use once.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted WHERE form = 'nhiem_vu' AND field IN ('pl32_co') AND n IS NOT NULL
  GROUP BY unit, period),
year AS (
  SELECT code, COALESCE(MAX(n), 0) = 1 AS yes, MAX(period) AS newest
  FROM school LEFT JOIN answer ON unit = code AND period <= :as_of
  GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL) FROM year;

-- @PL3.3 a
-- Schools with integration, in the newest term of the same school year.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q1'), ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'giang_day' AND field = 'pl33_co' AND n IS NOT NULL AND period <= :as_of
    AND (CASE WHEN period <= '2026-Q2' THEN 1 ELSE 2 END)
      = (SELECT CASE WHEN MAX(asked.period) <= '2026-Q2' THEN 1 ELSE 2 END FROM asked)
  GROUP BY unit)
SELECT COALESCE(SUM(n = 1), 0), COUNT(*), COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)),
       SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM pupil_school LEFT JOIN answer ON unit = code;

-- @PL3.3 b
-- Schools with AI in it.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q1'), ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'giang_day' AND field = 'pl33_ai' AND n IS NOT NULL AND period <= :as_of
    AND (CASE WHEN period <= '2026-Q2' THEN 1 ELSE 2 END)
      = (SELECT CASE WHEN MAX(asked.period) <= '2026-Q2' THEN 1 ELSE 2 END FROM asked)
  GROUP BY unit)
SELECT COALESCE(SUM(n = 1), 0), COUNT(*), COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)),
       SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM pupil_school LEFT JOIN answer ON unit = code;

-- @PL3.3 c
-- Subjects and lesson plans.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q1'), ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'giang_day' AND field = 'pl33_mon' AND n IS NOT NULL AND period <= :as_of
    AND (CASE WHEN period <= '2026-Q2' THEN 1 ELSE 2 END)
      = (SELECT CASE WHEN MAX(asked.period) <= '2026-Q2' THEN 1 ELSE 2 END FROM asked)
  GROUP BY unit)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)), SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM pupil_school LEFT JOIN answer ON unit = code;

-- @PL3.4 a
-- Clubs now running.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q1'), ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'giang_day' AND field = 'pl34_clb' AND n IS NOT NULL AND period <= :as_of
  GROUP BY unit)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)), SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM pupil_school LEFT JOIN answer ON unit = code;

-- @PL3.4 b
-- Lessons and events in the year.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q1'), ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'giang_day' AND period <= :as_of
    AND field IN ('pl34_su_kien')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM pupil_school LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)), SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM year;

-- @PL3.4 c
-- Pupils taking part.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q1'), ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'giang_day' AND field = 'pl34_hs' AND n IS NOT NULL AND period <= :as_of
  GROUP BY unit)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)), SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM pupil_school LEFT JOIN answer ON unit = code;

-- @PL3.5 a
-- Teams in the year.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'nhiem_vu' AND period <= :as_of
    AND field IN ('pl35_doi')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM pupil_school LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL3.5 b
-- Pupils in contests in the year.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'nhiem_vu' AND period <= :as_of
    AND field IN ('pl35_hs')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM pupil_school LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL3.5 c
-- Prizes in the year, where all four levels are given.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'nhiem_vu' AND period <= :as_of
    AND field IN ('pl35_giai_truong', 'pl35_giai_xa', 'pl35_giai_tp', 'pl35_giai_qg')
  GROUP BY unit, period HAVING COUNT(n) = 4),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM pupil_school LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL3.6
-- Schools whose youth helped once; not those that the office took out.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted WHERE form = 'nhiem_vu' AND field IN ('pl36_co') AND n IS NOT NULL
  GROUP BY unit, period),
year AS (
  SELECT code, COALESCE(MAX(n), 0) = 1 AS yes, MAX(period) AS newest
  FROM school LEFT JOIN answer ON unit = code AND period <= :as_of
  WHERE code NOT IN (SELECT unit FROM reviews WHERE act = 'not_applicable' AND indicator = 'PL3.6')
  GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL) FROM year;

-- @PL4.1 a
-- Recognised models in the newest list: schools.
WITH report AS (
  SELECT code, MAX(period) AS newest FROM school LEFT JOIN counted ON unit = code AND form = 'sang_kien'
   AND period <= :as_of GROUP BY code)
SELECT (SELECT COUNT(*) FROM report JOIN counted AS c ON c.unit = code AND c.period = newest AND c.form = 'sang_kien'
          JOIN reviews AS r ON r.act = 'recognize' AND r.unit = code AND r.field = 'dien_hinh'
           AND c.field = 'dien_hinh.' || r.item || '.loai'
        WHERE c.value = 'truong'),
       0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM report;

-- @PL4.1 b
-- Recognised models in the newest list: classes.
WITH report AS (
  SELECT code, MAX(period) AS newest FROM school LEFT JOIN counted ON unit = code AND form = 'sang_kien'
   AND period <= :as_of GROUP BY code)
SELECT (SELECT COUNT(*) FROM report JOIN counted AS c ON c.unit = code AND c.period = newest AND c.form = 'sang_kien'
          JOIN reviews AS r ON r.act = 'recognize' AND r.unit = code AND r.field = 'dien_hinh'
           AND c.field = 'dien_hinh.' || r.item || '.loai'
        WHERE c.value = 'lop'),
       0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM report;

-- @PL4.1 c
-- Recognised models in the newest list: teachers.
WITH report AS (
  SELECT code, MAX(period) AS newest FROM school LEFT JOIN counted ON unit = code AND form = 'sang_kien'
   AND period <= :as_of GROUP BY code)
SELECT (SELECT COUNT(*) FROM report JOIN counted AS c ON c.unit = code AND c.period = newest AND c.form = 'sang_kien'
          JOIN reviews AS r ON r.act = 'recognize' AND r.unit = code AND r.field = 'dien_hinh'
           AND c.field = 'dien_hinh.' || r.item || '.loai'
        WHERE c.value = 'giao_vien'),
       0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM report;

-- @PL4.2 a
-- Schools that ran one of the four models once.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted WHERE form = 'mo_hinh' AND field IN ('pl42_1', 'pl42_2', 'pl42_3', 'pl42_4') AND n IS NOT NULL
  GROUP BY unit, period),
year AS (
  SELECT code, COALESCE(MAX(n), 0) >= 1 AS yes, MAX(period) AS newest
  FROM school LEFT JOIN answer ON unit = code AND period <= :as_of
  GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL) FROM year;

-- @PL4.2 b
-- Schools that run model (1) now.
WITH answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'mo_hinh' AND field = 'pl42_1' AND n IS NOT NULL AND period <= :as_of
  GROUP BY unit)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM school LEFT JOIN answer ON unit = code;

-- @PL4.2 c
-- Schools that run model (2) now.
WITH answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'mo_hinh' AND field = 'pl42_2' AND n IS NOT NULL AND period <= :as_of
  GROUP BY unit)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM school LEFT JOIN answer ON unit = code;

-- @PL4.2 d
-- Schools that run model (3) now.
WITH answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'mo_hinh' AND field = 'pl42_3' AND n IS NOT NULL AND period <= :as_of
  GROUP BY unit)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM school LEFT JOIN answer ON unit = code;

-- @PL4.2 e
-- Schools that run model (4) now.
WITH answer AS (
  SELECT unit, MAX(period) AS newest, n FROM counted
  WHERE form = 'mo_hinh' AND field = 'pl42_4' AND n IS NOT NULL AND period <= :as_of
  GROUP BY unit)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM school LEFT JOIN answer ON unit = code;

-- @PL4.3 a
-- The centre worked in each term.
WITH asked(period) AS (SELECT column1 FROM (VALUES ('2026-Q2'), ('2026-Q4')) WHERE column1 <= :as_of),
answer AS (  -- what was not reported is taken from the newest term before
  SELECT code, a.period, MAX(c.period) AS newest, COALESCE(n = 1, 0) AS yes
  FROM office CROSS JOIN asked AS a
  LEFT JOIN counted AS c ON c.unit = code AND c.period <= a.period AND c.period IN (SELECT period FROM asked)
   AND c.form = 'van_phong' AND c.field = 'pl43_co'
  GROUP BY code, a.period),
school_year AS (
  SELECT code, MIN(yes) AS yes, MAX(newest) AS newest FROM answer GROUP BY code)
SELECT SUM(yes), COUNT(*), COUNT(*), SUM(newest IS (SELECT MAX(period) FROM asked)),
       SUM(newest < (SELECT MAX(period) FROM asked)), SUM(newest IS NULL)
FROM school_year;

-- @PL4.3 b
-- Sessions in the year.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'van_phong' AND period <= :as_of
    AND field IN ('pl43_buoi')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM office LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;

-- @PL4.3 c
-- Learners in the year.
WITH answer AS (
  SELECT unit, period, SUM(n) AS n FROM counted
  WHERE form = 'van_phong' AND period <= :as_of
    AND field IN ('pl43_nguoi')
  GROUP BY unit, period HAVING COUNT(n) = 1),
year AS (SELECT code, SUM(n) AS n, MAX(period) AS newest FROM office LEFT JOIN answer ON unit = code GROUP BY code)
SELECT COALESCE(SUM(n), 0), 0, COUNT(*), SUM(newest IS :as_of), SUM(newest < :as_of), SUM(newest IS NULL)
FROM year;
