// The friendly JavaScript face of the contract (wit/v0.1): texts, views, feeds, log, and what becomes of errors.
// `parvis plugin build` puts this file into node_modules/parvis of the plugin's folder: import { view } from "parvis".
// What needs a grant is imported from the contract itself: import * as data from "parvis:hub/data@0.1.0".
// Names are the contract's in camelCase; a case with a value is { tag, val }; an absent option is null.

import * as contractLog from "parvis:hub/log@0.1.0";

/** A text for people: in the territory's first language, then in others, { en: "Hello" }. */
export function text(main, translations = {}) {
  const others = Object.entries(translations).map(([language, words]) => ({ language, text: words }));
  return { main, translations: others };
}

/** A text, from a string or from what text() gave; empty for nothing. */
export function words(said) {
  if (said === undefined || said === null) return text("");
  return typeof said === "string" ? text(said) : said;
}

/** Lines for `parvis plugin logs`. */
export const log = {
  error: (message) => contractLog.write("error", String(message)),
  warn: (message) => contractLog.write("warn", String(message)),
  info: (message) => contractLog.write("info", String(message)),
  debug: (message) => contractLog.write("debug", String(message)),
};

/** A view: a title and blocks in order. */
export function view(title, blocks = [], description = "") {
  return { title: words(title), description: words(description), blocks };
}

// Blocks.
export const heading = (said, level = 1) => ({ tag: "heading", val: { level, text: words(said) } });
export const paragraph = (said) => ({ tag: "paragraph", val: words(said) });
export const bullets = (texts) => ({ tag: "bullets", val: texts.map(words) });
export const facts = (pairs) => ({
  tag: "facts",
  val: pairs.map(([label, value]) => ({ label: words(label), value: words(value) })),
});
export const notice = (kind, said, title = "") => ({
  tag: "notice",
  val: { kind, title: words(title), text: words(said) },
});
/** Links to pages of this plugin: [words, path]. */
export const links = (pairs) => ({
  tag: "links",
  val: pairs.map(([said, path]) => ({ text: words(said), target: { tag: "page", val: path } })),
});
/** A line to type in: opens `page` of this plugin with what was typed as `parameter`. */
export const search = (label, page, parameter) => ({ tag: "search", val: { label: words(label), page, parameter } });
export const feed = (described) => ({ tag: "feed", val: described });

// Feeds.
/** A feed that looks like the board of a station. `empty` is said when nothing is found. */
export function board(id, query, item, empty, more = {}) {
  const rest = { children: null, noPlace: words(""), stale: words(""), more: null };
  return { id, query, layout: "board", item, empty: words(empty), ...rest, ...more };
}

/** All features of a collection; `more` adds to the query. */
export function all(collection, limit, more = {}) {
  const rest = { conditions: [], placement: null, during: null, text: null, order: [], after: null };
  return { collection, limit, ...rest, ...more };
}

/** The features of a collection nearest to the visitor. */
export function nearHere(collection, radiusM, limit) {
  return all(collection, limit, { placement: { tag: "near", val: { origin: { tag: "here" }, radiusM } } });
}

/** A result shown by its title alone; `more` adds to it: { details: [...], link: "desk/{id}" }. */
export const item = (more = {}) => ({ lead: null, badge: null, title: null, details: [], link: null, ...more });
/** A value of the result: "distance", "title", "start"... */
export const slot = (source, format, label = "") => ({ source: { tag: source }, format, label: words(label) });
/** A property of the result. */
export const property = (name, format, label = "") => ({
  source: { tag: "property", val: name },
  format,
  label: words(label),
});

/** Thrown by a page that does not exist. */
export const notFound = () => ({ tag: "not-found" });

/** What a function of the contract threw, { tag, val }: the engine wraps it into an Error. Anything else as it is. */
export const errorOf = (thrown) => thrown?.payload ?? thrown;

/** The bytes of a fetched body as a string of UTF-8, read in pieces of 256 KiB. */
export function textOf(body) {
  const length = body.length();
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const piece = body.readAt(at, 262144);
    bytes.set(piece, at);
    at += piece.length;
  }
  return decodeUtf8(bytes);
}

/** QuickJS has no TextDecoder. What is not UTF-8 becomes a replacement character. */
function decodeUtf8(bytes) {
  let out = "";
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at];
    const more = first < 0x80 ? 0 : first < 0xc0 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : -1;
    let code = more < 0 ? -1 : first & [0x7f, 0x1f, 0x0f, 0x07][more];
    for (let next = 1; next <= more && code >= 0; next++) {
      const byte = bytes[at + next];
      code = (byte & 0xc0) === 0x80 ? (code << 6) | (byte & 0x3f) : -1;
    }
    const sound = code >= [0, 0x80, 0x800, 0x10000][Math.max(more, 0)] && code <= 0x10ffff;
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    out += sound && !surrogate ? String.fromCodePoint(code) : "\ufffd";
    at += sound ? more + 1 : 1;
  }
  return out;
}

/**
 * The parts of a program as the hub calls them. An error of the contract, { tag: "not-found" }, is an answer and passes; any
 * other is logged with its stack first, because nothing of it survives the call. `plugin build` puts this around every part.
 */
export function guarded(part, name) {
  const guard = (method) => (...given) => {
    try {
      return part[method](...given);
    } catch (thrown) {
      throw name === "sync" ? failure(errorOf(thrown)) : fault(errorOf(thrown));
    }
  };
  return Object.fromEntries(Object.keys(part).map((method) => [method, guard(method)]));
}

/** What ends a view: an error of the contract as it is, anything else after a line in the log. */
function fault(thrown) {
  if (typeof thrown?.tag !== "string") log.error(described(thrown));
  return thrown;
}

/** What ends a refresh: a sentence for the operator. */
function failure(thrown) {
  if (typeof thrown?.reason === "string") return thrown;
  if (thrown instanceof Error) log.error(described(thrown));
  const contract = typeof thrown?.tag === "string" ? JSON.stringify(thrown) : String(thrown);
  return { reason: contract };
}

const described = (thrown) => (thrown instanceof Error ? `${thrown}\n${thrown.stack}` : JSON.stringify(thrown));
