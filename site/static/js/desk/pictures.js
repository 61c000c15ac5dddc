/* Photographs are made small on the phone: less to send, and no place data leaves it. */

/* From the finest down: the first that is light enough goes, else the last. */
const FINE = {
  bytes: Infinity,
  steps: [{ longEdge: 2560, type: "image/jpeg", quality: 0.85 }],
  goesAsItIs: 800_000,
};
/* Three of them in twenty seconds over 400 kbit/s. The site shows no picture wider than 1,200
   pixels, so that even the last step loses nothing that readers see. */
const LIGHT = {
  bytes: 290_000,
  steps: [
    { longEdge: 2048, type: "image/webp", quality: 0.75 },
    { longEdge: 1600, type: "image/webp", quality: 0.75 },
    { longEdge: 1600, type: "image/webp", quality: 0.6 },
    { longEdge: 1280, type: "image/webp", quality: 0.6 },
  ],
  goesAsItIs: 290_000,
};
const SLOW_MBIT = 1.5;
/* What a light copy weighs for each byte of a camera's JPEG with as many pixels, and how far that
   may be wrong: a step that is far too heavy need not be tried, which takes a weak phone seconds. */
const LIGHT_SHARE = 0.4;
const TOLERANCE = 1.25;

/* Where there is no signal now, there will be a weak one. Browsers that do not tell get the fine way. */
export function isSlow({ onLine, connection } = navigator) {
  if (!onLine) return true;
  if (!connection) return false;
  const { effectiveType = "4g", downlink = Infinity, saveData = false } = connection;
  return saveData || effectiveType !== "4g" || downlink < SLOW_MBIT;
}

function draw(bitmap, scale, { type, quality }) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const encode = (kind) => new Promise((resolve) => {
    canvas.toBlob(resolve, kind, quality);
  });
  // A browser that cannot write a kind gives a PNG instead.
  return encode(type).then((blob) => (blob?.type === type ? blob : encode("image/jpeg")));
}

/* What cannot be decoded here (HEIC, a broken file) goes as it is; the site looks at it. */
export async function shrink(file) {
  const { bytes, steps, goesAsItIs } = isSlow() ? LIGHT : FINE;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const isSmall = Math.max(bitmap.width, bitmap.height) <= FINE.steps[0].longEdge;
  if (isSmall && file.size <= goesAsItIs) return file;
  let drawn = null;
  for (const step of steps) {
    const scale = Math.min(1, step.longEdge / Math.max(bitmap.width, bitmap.height));
    const isLast = step === steps.at(-1);
    if (!isLast && file.size * scale ** 2 * LIGHT_SHARE > bytes * TOLERANCE) continue;
    drawn = await draw(bitmap, scale, step);
    if (drawn && drawn.size <= bytes) break;
  }
  bitmap.close();
  return drawn && drawn.size < file.size ? drawn : file;
}

export async function hashOf(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
