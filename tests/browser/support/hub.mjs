// The hub under test and where pictures go, as the command line says: `node sample.mjs BASE_URL OUT_DIR`.
import path from "node:path";

const [, file, base, out] = process.argv;
if (!base || !out) {
  throw new Error("usage: node sample.mjs BASE_URL OUT_DIR (`cargo test -p tests-browser` does it)");
}

export const HUB = new URL(base).origin;

/** The file for a picture, `OUT_DIR/sample-NAME.png`. */
export const picture = (name) => path.join(out, `${path.basename(file, ".mjs")}-${name}.png`);
