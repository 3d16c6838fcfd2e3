// The calendar of a stay, as cms.timeline.documents.Stay has it: the same days from the same numbers. Days are whole numbers since 1970-01-01.
// Holidays come from the page: {"2026": {"fr": "0101 0501 …", …}, …}, those on weekends left out; other years aren't known.
const MS = 86400000;
const [EARLIEST, LATEST] = [Date.UTC(2020, 0, 1) / MS, Date.UTC(2099, 11, 31) / MS];
const [SHORTEST, LONGEST] = [2, 365];
const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)$/;

// A day as a number; null where "2027-02-30" or anything else is no day.
export const day = (text) => {
  const found = WRITTEN.exec(text);
  if (!found) return null;
  const number = Date.UTC(found[1], found[2] - 1, found[3]) / MS;
  return iso(number) === text ? number : null;
};
export const iso = (number) => new Date(number * MS).toISOString().slice(0, 10);
export const today = () => { const now = new Date(); return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / MS; };
export const weekday = (number) => (number + 3) % 7; // Monday is 0
export const isArrival = (number) => number !== null && number >= EARLIEST && number <= LATEST;
export const isLength = (days) => Number.isInteger(days) && days >= SHORTEST && days <= LONGEST;

// country: an ISO code in small letters, or "" where it isn't known: then weekends alone are no workdays.
export class Stay {
  constructor({ arrival, days, country = "", minor = false }, holidays) {
    Object.assign(this, { arrival, days, country, minor, holidays });
  }
  // Whether the holidays of all years that a step can fall into are known.
  isCovered() {
    if (!this.country) return true;
    const [first, last] = [this.arrival - 365, this.departure() + 366].map((number) => Number(iso(number).slice(0, 4)));
    for (let year = first; year <= last; year++) if (!(year in this.holidays)) return false;
    return true;
  }
  isWorkday(number) {
    const text = iso(number);
    const free = this.country ? this.holidays[text.slice(0, 4)]?.[this.country] ?? "" : "";
    return weekday(number) < 5 && !free.split(" ").includes(text.slice(5, 7) + text.slice(8));
  }
  workdayFrom(number) { while (!this.isWorkday(number)) number++; return number; }
  workdayUntil(number) { while (!this.isWorkday(number)) number--; return number; }
  departure() { return this.arrival + this.days - 1; }
  firstWorkday() { return this.workdayFrom(this.arrival + 1); }
  end() { return Math.max(this.workdayUntil(this.departure()), this.firstWorkday()); }
  midpoint() { return this.arrival + Math.floor((this.days - 1) / 2); }
  anchor(name) {
    return { arrival: () => this.arrival, first_workday: () => this.firstWorkday(), midpoint: () => this.midpoint(), end: () => this.end() }[name]();
  }
  // step: {anchor, offset, office, weekly, minor, countries, min, max}; what is absent is false or without limit.
  dayOf(step) {
    const number = this.anchor(step.anchor) + step.offset;
    return step.office ? this.workdayUntil(number) : number;
  }
  lastDayOf(step) { return step.weekly ? Math.max(this.dayOf(step), this.end()) : this.dayOf(step); }
}

// Whether a stay needs a step; the country and the length alone decide, no date.
export const applies = (step, { days, country, minor }) =>
  (!step.minor || minor) && (!step.countries || !country || step.countries.includes(country)) && days >= (step.min ?? 0) && days <= (step.max ?? Infinity);
