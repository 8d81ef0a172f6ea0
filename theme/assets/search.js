// The search, in a worker of its own: answers what a reader types. Material's field and list
// stand at both ends; the four messages are Material's. theme/render/search.py makes the
// index, and says how it is written.

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const FOLDER = new URL("../search/", location);
const PATIENCE = 40; // milliseconds, before what is known already is shown
const PAUSE = 200; // milliseconds in which nothing is typed, before excerpts are fetched

// What a word counts by where it stands; in a text, the more often the more, but less and
// less (BM25).
const HEADING = 1.75;
const TITLE = 2; // the page's own heading: besides
const READER = 4;
const CODE = 0.4; // of what it counts in a text
const SATURATION = 4.7;
const LENGTH = 0.6; // 1: twice on a page that is twice as long counts like once
const NESTED = 0.4; // a word within a longer one: 进程 in 子进程
const OTHER_FORM = 0.7; // killed for kill
const BEGINNING = 0.5; // exitc for exitcode
const MISSPELT = 0.5;
const TOGETHER = 1; // words in one section of a page, besides
const WHOLE_TITLE = 12; // the query is the heading
const MESSAGE = 18; // the query is a line of a traceback
const SHOWN = 20; // pages
const WORTH = 0.12; // of what the best page scores, or a page isn't shown
const EXCERPT = { pages: 6, before: 60, length: 110 }; // characters
const LONGEST = 8; // characters of a Chinese word
const MOST = 40; // words of a query: a pasted traceback has more
const OWN = `excerpt-${Math.random().toString(36).slice(2)}`; // of this tab
const excerpts = new BroadcastChannel("excerpts");

const fetched = new Map(); // name → promise of its content

function load(name) {
  if (!fetched.has(name)) {
    const content = fetch(new URL(name, FOLDER)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${name}`);
      return answer.json();
    });
    content.catch(() => fetched.delete(name));
    fetched.set(name, content);
  }
  return fetched.get(name);
}

// --- The index ----------------------------------------------------------------------------

let index; // promise of it

async function loadIndex() {
  const head = await load("index.json");
  const sections = [];
  for (const [page, [address, , headings]] of head.pages.entries()) {
    for (const [at, [id, title]] of headings.entries()) {
      const location = id ? `${address}#${id}` : address;
      sections.push({ page, at, location, title, plain: squeeze(title) });
    }
  }
  const words = new Map(); // word → [[section, kind], …]
  const stems = new Map(); // word → stem: each query looks at all
  read(head.words, { words, stems });
  const sizes = head.pages.map(([, size]) => size);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const long = sizes.map((size) => 1 - LENGTH + (LENGTH * size) / mean);
  const messages = head.messages.map(([section, text]) => [section, bare(text)]);
  return {
    ...head,
    messages,
    sections,
    words,
    stems,
    long,
    stop: new Set(head.stop),
    same: new Map(Object.entries(head.same)),
    got: new Set(),
  };
}

function read(lines, { words, stems }) {
  for (const line of lines.split("\n")) {
    const [word, places, total] = line.split(" ");
    const found = words.get(word) ?? [];
    if (total) found.total = Number(total);
    let section = 0;
    for (const [, distance, kind] of places.matchAll(/(\d+)([a-z])/gi)) {
      section += Number(distance);
      found.push([section, kind]);
    }
    words.set(word, found);
    stems.set(word, stem(word));
  }
}

/** Returns the number of the file that has a word, if any has. */
function chunkOf(word, { chunks }) {
  let [low, high] = [0, chunks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunks[middle] <= word) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

/** Brings the files of words that a query needs. */
async function loadWords(wanted, known) {
  const needed = new Set(wanted.map((word) => chunkOf(word, known)));
  const bring = async (number) => {
    const lines = await load(`${known.folder}/words-${number}.json`);
    if (known.got.has(number)) return;
    known.got.add(number);
    read(lines, known);
  };
  await Promise.all([...needed].map(bring));
}

// --- The query ----------------------------------------------------------------------------

const squeeze = (text) => text.toLowerCase().replace(/[\s()（）`]+/g, "");

/** Returns a message without what is another in each run. */
const bare = (text) =>
  text
    .toLowerCase()
    .replace(/0x[0-9a-f]+|\d+/g, "0")
    .trim();

/** Returns the runs of a query: names and Chinese, in lower case. */
const runsOf = (query) =>
  (
    query
      .normalize("NFKC")
      .toLowerCase()
      .match(/[a-z0-9_]+|[\u4e00-\u9fff]+/g) ?? []
  ).slice(0, MOST);

const isChinese = (run) => run > "\u4e00";

/** Returns what a Chinese run may consist of, with where it begins. */
function* pieces(run) {
  for (let start = 0; start < run.length; start += 1) {
    for (let size = Math.min(LONGEST, run.length - start); size > 1; size -= 1) {
      yield [start, run.slice(start, start + size)];
    }
  }
}

/** Returns the words to look for in the files. */
function wantedBy(runs, { same }) {
  const words = runs.flatMap((run) =>
    isChinese(run)
      ? [...pieces(run)].map(([, piece]) => piece)
      : [run, stem(run), ...run.split("_")].filter(Boolean),
  );
  return words.flatMap((word) => [word, ...(same.get(word) ?? [])]);
}

/** Returns the stem of an English word, roughly: two words of one stem are one's forms. */
function stem(word) {
  if (word.length < 4 || /[\d_]/.test(word)) return word;
  return word
    .replace(/(sses|xes|ches|shes)$/, (end) => end.slice(0, -2))
    .replace(/ies$/, "y")
    .replace(/([^s])s$/, "$1")
    .replace(/(?:ing|ed)$/, "")
    .replace(/([^aeiouls])\1$/, "$1")
    .replace(/e$/, "");
}

/** Returns the groups of words that a query means: of each group, the best counts.
 * A group is a list of [word, how much it counts]. */
function groupsOf(runs, known) {
  const groups = [];
  for (const [at, run] of runs.entries()) {
    if (known.same.has(run)) groups.push(...sameAs(run, 1, known));
    else if (isChinese(run)) groups.push(...chineseGroups(run, known));
    else if (!known.stop.has(run) || runs.length === 1) {
      const found = formsOf(run, known, at === runs.length - 1);
      groups.push(found.length ? found : misspelt(run, known));
    }
  }
  return groups;
}

/** Returns the groups of the site's own words for one of a reader. */
function sameAs(word, share, { same }) {
  return same.get(word).map((own) => [[own, share]]);
}

function chineseGroups(run, known) {
  const groups = [];
  let end = 0; // of the longest word so far
  for (const [start, piece] of pieces(run)) {
    if (known.stop.has(piece) || !(known.words.has(piece) || known.same.has(piece)))
      continue;
    const share = start + piece.length <= end ? NESTED : 1;
    groups.push(
      ...(known.same.has(piece) ? sameAs(piece, share, known) : [[[piece, share]]]),
    );
    end = Math.max(end, start + piece.length);
  }
  return groups;
}

function formsOf(run, { words, stems }, last) {
  const found = [];
  const bare = run.replaceAll("_", "");
  const base = stem(run);
  for (const word of words.keys()) {
    if (isChinese(word)) continue;
    if (word === run) found.push([word, 1]);
    else if (word.replaceAll("_", "") === bare && bare) found.push([word, 0.9]);
    else if (stems.get(word) === base) found.push([word, OTHER_FORM]);
    else if (last && run.length > 1 && word.startsWith(run)) {
      found.push([word, (BEGINNING * run.length) / word.length]);
    }
  }
  if (!found.length) {
    for (const part of run.split("_")) if (words.has(part)) found.push([part, 0.5]);
  }
  return found;
}

function misspelt(run, { words }) {
  const most = run.length < 4 ? 0 : run.length < 8 ? 1 : 2;
  const found = [];
  for (const word of words.keys()) {
    if (isChinese(word) || Math.abs(word.length - run.length) > most) continue;
    const steps = distance(run, word, most);
    if (steps <= most) found.push([word, MISSPELT / steps]);
  }
  return found;
}

/** Returns in how many steps one word becomes the other: a letter more, less, another, or
 * two exchanged. */
function distance(a, b, most) {
  let [before, last] = [[], [...b, ""].map((_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const now = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const other = a[i - 1] !== b[j - 1];
      now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + other);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        now[j] = Math.min(now[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return last[b.length];
}

// --- The answer ---------------------------------------------------------------------------

/** Returns how often a word stands in a section, by its letter. */
function frequency(letter) {
  const lower = letter.toLowerCase();
  return (lower.charCodeAt(0) - 96) * (letter === lower ? 1 : CODE);
}

function raise(scores, key, score) {
  scores.set(key, Math.max(score, scores.get(key) ?? 0));
}

/** Returns the pages that answer, the best first: [{ score, sections: [[section, score]] }].*/
function rank(query, groups, known) {
  const total = known.sections.length;
  const sums = new Map(); // section → score
  const spread = known.pages.map(() => 0); // page → score of all groups
  for (const group of groups) {
    const inSections = new Map(); // section → score of this group
    const inPages = new Map();
    for (const [word, share] of group) {
      const places = known.words.get(word) ?? [];
      const weight =
        share * Math.log(1 + total / ((places.total ?? places.length) + 0.5));
      const times = new Map(); // page → how often, and what its headings count
      for (const [section, kind] of places) {
        const { page, at } = known.sections[section];
        const here = times.get(page) ?? { often: 0, headings: 0 };
        times.set(page, here);
        let score;
        if (kind === "h" || kind === "r") {
          score = kind === "h" ? HEADING + (at === 0 ? TITLE : 0) : READER;
          here.headings = Math.max(here.headings, score);
        } else {
          const often = frequency(kind);
          here.often += often;
          score = (often * (1 + SATURATION)) / (often + SATURATION);
        }
        raise(inSections, section, weight * score);
      }
      for (const [page, { often, headings }] of times) {
        const text =
          (often * (1 + SATURATION)) / (often + SATURATION * known.long[page]);
        raise(inPages, page, weight * (text + headings));
      }
    }
    for (const [section, score] of inSections) {
      sums.set(section, score + (sums.get(section) ?? 0));
    }
    for (const [page, score] of inPages) spread[page] += score;
  }
  // A title says it in the site's own word, where that is one.
  const own = known.same.get(squeeze(query)) ?? [];
  const plain = squeeze(own.length === 1 ? own[0] : query);
  for (const [section, { plain: title, at }] of known.sections.entries()) {
    if (plain.length < 1 || !title.includes(plain)) continue;
    const more = (WHOLE_TITLE * plain.length) / title.length + (at === 0 ? TITLE : 0);
    sums.set(section, (sums.get(section) ?? 0) + more);
  }
  const pasted = bare(query);
  for (const [section, message] of known.messages) {
    const said = message.slice(message.indexOf(": ") + 2);
    const alike =
      pasted.includes(" ") && (message.includes(pasted) || pasted.includes(said));
    if (alike) raise(sums, section, MESSAGE + (sums.get(section) ?? 0));
  }
  const pages = known.pages.map(() => ({ score: 0, sections: [] }));
  for (const [section, score] of sums) {
    pages[known.sections[section].page].sections.push([section, score]);
  }
  for (const [page, each] of pages.entries()) {
    each.sections.sort(([, a], [, b]) => b - a);
    each.score = spread[page] + TOGETHER * (each.sections[0]?.[1] ?? 0);
  }
  const least = WORTH * Math.max(...pages.map((each) => each.score));
  return pages
    .filter((each) => each.score > 0 && each.score >= least)
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN);
}

const escapeHtml = (text) =>
  text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);

/** Returns what finds the words in a text, a part of it for each; names as a whole. */
function finder(words) {
  const parts = words.map((word) =>
    isChinese(word) ? word : `(?<![a-z0-9])${word}(?![a-z0-9])`,
  );
  return new RegExp(`(${parts.join("|") || "(?!)"})`, "i");
}

/** Returns the part of a text around the first of the words, which are marked: from the
 * beginning of a sentence, if it isn't far. */
function excerpt(text, find) {
  const first = Math.max(text.search(find), 0);
  const reach = EXCERPT.before / (/[\u4e00-\u9fff]/.test(text) ? 2 : 1); // they are wide
  const before = text.slice(Math.max(first - reach, 0), first);
  const begun = Math.max(
    ...["。", "；", ". ", "? "].map((end) => before.lastIndexOf(end)),
  );
  const near = before.length < reach ? 0 : before.indexOf(" ") + 1;
  const from = first - before.length + (begun < 0 ? near : begun + 1);
  const part = text.slice(from, from + EXCERPT.length).trim();
  const cut = from + EXCERPT.length < text.length;
  return mark(part, find) + (cut ? "…" : "");
}

function mark(text, find) {
  return text
    .split(find)
    .map((part, at) =>
      at % 2 ? `<mark data-md-highlight>${escapeHtml(part)}</mark>` : escapeHtml(part),
    )
    .join("");
}

/** Returns the words that were looked for, the longest first. */
function wordsOf(groups) {
  const words = [...new Set(groups.flatMap((group) => group.map(([word]) => word)))];
  return words.sort((a, b) => b.length - a.length);
}

/** Returns the number of a page's first section, the page itself, by an answer's sections. */
const firstOf = ([[section]], known) => section - known.sections[section].at;

/** Returns the answer as Material wants it: for each page, the page and its sections. */
function items(pages, groups, known) {
  const words = wordsOf(groups);
  const find = finder(words);
  const terms = Object.fromEntries(words.slice(0, 12).map((word) => [word, true]));
  return pages.map(({ score, sections }, place) => {
    const item = (section, points) => {
      const { location, title } = known.sections[section];
      // The first have their room for it, so that nothing moves when it comes.
      const room = `<span class="excerpt" id="${OWN}-${section}"></span>`;
      const text = place < EXCERPT.pages ? room : "";
      return { location, title: mark(title, find), text, score: points, terms };
    };
    const top = sections[0][1];
    const first = firstOf(sections, known);
    const others = sections.filter(([section]) => section !== first);
    const own = sections.find(([section]) => section === first)?.[1] ?? 0;
    // Material shows at once those that score at least as much as the first of the list.
    const shown = others.map(([section, points], at) =>
      item(section, at < 2 && points > top / 2 ? score : points / 1e3),
    );
    const self = item(first, score);
    return own >= top
      ? [self, ...shown]
      : [...shown.slice(0, 1), self, ...shown.slice(1)];
  });
}

let latest;

const rest = (milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends excerpts to the rooms that are made for them: were they results, Material would
 * build its list anew, below the finger that presses one. */
async function sendExcerpts(query, pages, groups, known) {
  const find = finder(wordsOf(groups));
  const parts = pages.slice(0, EXCERPT.pages).map(async ({ sections }) => {
    const first = firstOf(sections, known);
    const texts = await load(`${known.folder}/text-${known.sections[first].page}.json`);
    return texts.map((text, at) => [`${OWN}-${first + at}`, excerpt(text, find)]);
  });
  const come = await Promise.allSettled(parts);
  if (latest === query) excerpts.postMessage(come.flatMap(({ value }) => value ?? []));
}

/** Answers a query, up to three times: by the headings, if the other words are long in
 * coming; by all words; and with excerpts, when nothing more is typed. */
async function answer(query) {
  latest = query;
  const show = (found) => {
    if (latest === query) postMessage({ type: RESULT, data: { items: found, query } });
  };
  if (!query.trim()) return show([]);
  index ??= loadIndex();
  index.catch(() => {
    index = undefined;
  });
  const known = await index;
  const runs = runsOf(query);
  const look = () => {
    const groups = groupsOf(runs, known);
    return [rank(query, groups, known), groups];
  };
  // What can't be had is left out: the headings answer, too.
  const words = loadWords(wantedBy(runs, known), known).catch(() => {});
  const slow = await Promise.race([words, rest(PATIENCE).then(() => "slow")]);
  let [pages, groups] = look();
  if (slow) {
    if (pages.length) show(items(pages, groups, known));
    await words;
    [pages, groups] = look();
  }
  show(items(pages, groups, known));
  await rest(PAUSE);
  if (latest === query) await sendExcerpts(query, pages, groups, known);
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) postMessage({ type: READY });
  else if (type === QUERY) answer(data);
});
