// Says beside each table of opening hours whether it is open now, in Berlin's time.
// The sentences and the holidays are attributes of the script's own element.

const said = document.currentScript.dataset;
const weekdays = JSON.parse(said.weekdays);
const holidays = JSON.parse(said.holidays);
const WEEK = 7;
const FARTHEST = 4 * WEEK;
const DAY = 86_400_000;
const berlin = new Intl.DateTimeFormat("en", {
  timeZone: "Europe/Berlin",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function now() {
  const parts = Object.fromEntries(
    berlin.formatToParts(Date.now()).map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}`,
  };
}

// Calendar days are counted in UTC, where each has the same length.
function dayAfter(date, number) {
  return new Date(Date.parse(date) + number * DAY);
}

function isoDate(day) {
  return day.toISOString().slice(0, 10);
}

function weekdayOf(day) {
  return (day.getUTCDay() + 6) % WEEK;
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function clock(time) {
  const [hour, minute] = time.split(":");
  const short = minute === "00" ? `${Number(hour)}` : `${Number(hour)}:${minute}`;
  return fill(said.clock, { time: short });
}

function spansByDay(rows) {
  const spans = Array.from({ length: WEEK }, () => []);
  for (const { dataset } of rows) {
    const found = dataset.spans.split(" ").filter(Boolean);
    for (const day of dataset.days.split(" ")) {
      spans[day] = found.map((span) => span.split("-"));
    }
  }
  return spans;
}

// Weekdays have a name for a week; from then on it takes the date.
function nameOf(day, distance) {
  if (distance < WEEK) return weekdays[weekdayOf(day)];
  const form = { day: "numeric", month: "long", timeZone: "UTC" };
  return day.toLocaleDateString(document.documentElement.lang, form);
}

function nextOpening(spans, { date, time }) {
  for (let distance = 0; distance < FARTHEST; distance += 1) {
    const day = dayAfter(date, distance);
    const span = spans[weekdayOf(day)].find(([opens]) => distance || opens > time);
    if (span && !(isoDate(day) in holidays)) {
      const values = { time: clock(span[0]), day: nameOf(day, distance) };
      return fill([said.today, said.tomorrow][distance] ?? said.later, values);
    }
  }
  return said.closed;
}

function state(spans, { date, time }) {
  const today = spans[weekdayOf(dayAfter(date, 0))];
  const holiday = holidays[date];
  if (holiday && today.length) return ["holiday", fill(said.holiday, { holiday })];
  const span = today.find(([opens, closes]) => opens <= time && time < closes);
  if (span) return ["open", fill(said.open, { time: clock(span[1]) })];
  return ["closed", nextOpening(spans, { date, time })];
}

function show() {
  const moment = now();
  const today = String(weekdayOf(dayAfter(moment.date, 0)));
  for (const table of document.querySelectorAll(".opening")) {
    const rows = [...table.querySelectorAll("tr[data-days]")];
    const [name, sentence] = state(spansByDay(rows), moment);
    const place = table.querySelector(".opening-now");
    place.dataset.state = name;
    if (place.textContent !== sentence) place.textContent = sentence;
    for (const row of rows) {
      const isToday = row.dataset.days.split(" ").includes(today);
      if (isToday) row.setAttribute("aria-current", "date");
      else row.removeAttribute("aria-current");
    }
  }
}

show();
setInterval(show, 60_000);
