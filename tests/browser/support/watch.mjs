// The watch over a visitor's browser: where its requests went, what it complained of.
import assert from "node:assert/strict";
import { HUB } from "./hub.mjs";

/** Watches everything that a context does. Only the paths in `missing` may answer 404. */
export function watch(context, missing = []) {
  const requests = [];
  const complaints = [];
  const expected = [missing].flat().map((path) => new URL(path, HUB).href);
  context.on("request", (request) => requests.push(request));
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    const known = expected.includes(message.location().url) && message.text().includes("status of 404");
    if (["error", "warning"].includes(message.type()) && !known) complaints.push(message.text());
  });
  const away = () => requests.map((request) => request.url()).filter((url) => new URL(url).origin !== HUB);
  return {
    requests,
    complaints,
    away,
    check() {
      assert.ok(requests.length > 0, "the visitor asked for nothing");
      assert.deepEqual(away(), [], "requests leave the hub");
      assert.deepEqual(complaints, [], "the browser complains");
    },
  };
}
