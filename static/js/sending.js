// Sends files in pieces (tus 1.0). What the server has answered is there. After a lost connection it asks how much that
// is, and goes on by itself. An event "studio:send" asks for it, with `told`, which hears how the file fares:
// waiting, sending (and the share that is there), reading, lost, taken, ready, refused, stopped (both with the reason).
const AT_ONCE = 2; // files
const SMALLEST = 256 * 1024, FIRST = 1024 * 1024, LARGEST = 8 * 1024 * 1024; // bytes of a piece
const WISHED = 2_000; // milliseconds that a piece takes: no more than this is sent again after a loss
const SOON = 1_000, LATE = 30_000; // milliseconds between two tries
const FINAL = new Set(["taken", "ready", "refused"]);
const queue = [];
let busy = 0;

class Stop extends Error {
  constructor(state, reason = "") {
    super(reason);
    this.state = state;
  }
}

const coded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const metadata = (said) => Object.entries(said).map(([name, value]) => `${name} ${coded(String(value))}`).join(",");

/** One request. Its status is 0 if no answer came. fetch does not tell how much of a body has left. */
function ask(job, method, address, headers = {}, body = null, moved = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const detail = { headers: { "Tus-Resumable": "1.0.0", ...headers } };
    dispatchEvent(new CustomEvent("studio:request", { detail })); // csrf.js adds the token
    request.open(method, address);
    for (const [name, value] of Object.entries(detail.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => moved(loaded);
    request.onloadend = () => (job.signal.aborted ? reject(new Stop("cancelled")) : resolve(request));
    job.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

function messageOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {}; // from somebody else, such as a proxy
  }
}

const number = (request, header) => Number(request.getResponseHeader(header) ?? NaN);

/** Waits before the next try: until the network is back, or longer each time. */
function pause(job, request) {
  const asked = 1000 * (request ? number(request, "Retry-After") || 0 : 0);
  const wait = Math.max(asked, Math.min(SOON * 2 ** job.tries++, LATE)) * (0.75 + Math.random() / 2);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, wait);
    addEventListener("online", resolve, { once: true });
    job.signal.addEventListener("abort", () => (clearTimeout(timer), reject(new Stop("cancelled"))), { once: true });
  });
}

/** Asks until there is an answer that another try would not change. */
async function answered(job, ...wanted) {
  for (;;) {
    const request = await ask(job, ...wanted);
    const { status } = request;
    if (status && status < 500 && status !== 408) {
      job.tries = 0;
      return request;
    }
    if (status === 507) throw new Stop("stopped", messageOf(request).message);
    job.told("lost");
    await pause(job, request);
  }
}

function refuse(request) {
  const { message } = messageOf(request);
  const isFile = [400, 413, 422].includes(request.status);
  throw new Stop(isFile ? "refused" : "stopped", message);
}

async function begin(job) {
  const headers = { "Upload-Length": job.file.size, "Upload-Metadata": metadata(job.said) };
  const request = await answered(job, "POST", job.place, headers);
  if (request.status !== 201) refuse(request);
  job.address = request.getResponseHeader("Location");
  job.told("sending", number(request, "Upload-Offset") / (job.file.size || 1));
  return number(request, "Upload-Offset");
}

async function piece(job, at, size) {
  const part = job.file.slice(at, at + size);
  let bytes;
  try {
    bytes = await part.arrayBuffer();
  } catch {
    throw new Stop("unreadable"); // it was changed or removed on the device
  }
  const headers = { "Upload-Offset": at, "Content-Type": "application/offset+octet-stream" };
  return ask(job, "PATCH", job.address, headers, bytes, (sent) => {
    if (at + sent >= job.file.size) job.told("reading");
    else job.told("sending", (at + sent) / job.file.size);
  });
}

async function transfer(job) {
  let at = await begin(job);
  let size = FIRST;
  while (at < job.file.size) {
    const begun = performance.now();
    const request = await piece(job, at, size);
    const offset = number(request, "Upload-Offset");
    if (request.status === 204 || (request.status === 409 && offset >= 0)) {
      job.tries = 0;
      at = offset;
      size = Math.max(SMALLEST, Math.min(LARGEST, (size * WISHED) / (performance.now() - begun + 1)));
    } else if (request.status === 409) return; // it has arrived, and is read
    else if (request.status && request.status < 500 && request.status !== 408) refuse(request);
    else {
      size = SMALLEST;
      job.told("lost");
      await pause(job, request);
      const head = await answered(job, "HEAD", job.address);
      if (head.status === 404) at = await begin(job); // it was forgotten meanwhile
      else if (head.status >= 400) refuse(head);
      else at = number(head, "Upload-Offset");
    }
  }
}

/** Asks what has become of a file that has arrived. */
async function end(job) {
  for (;;) {
    job.told("reading");
    const request = await answered(job, "POST", job.address);
    if (request.status === 409) {
      await pause(job, request); // another request reads it
      continue;
    }
    if (request.status !== 200) refuse(request);
    const { state, material } = messageOf(request).data;
    if (state === "coming") return transfer(job).then(() => end(job)); // the server has lost some of it
    return job.told(state, material);
  }
}

async function work(job) {
  try {
    if (job.file) await transfer(job);
    await end(job);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    job.told(error.state, error.message);
  }
}

function next() {
  while (busy < AT_ONCE && queue.length) {
    const job = queue.shift();
    if (job.signal.aborted) continue;
    busy++;
    work(job).finally(() => {
      busy--;
      next();
    });
  }
}

// `file`, `place` (where it is announced), `said` (its metadata), `signal` (of an AbortController), `told`; or instead of
// the first three the `address` of one that has arrived. Given up, it is forgotten by the server too.
addEventListener("studio:send", ({ detail: job }) => {
  Object.assign(job, { tries: 0 });
  const { told } = job;
  job.told = (state, more) => {
    job.ended = FINAL.has(state);
    told(state, more);
  };
  job.signal.addEventListener("abort", () => {
    if (job.address && !job.ended) ask({ ...job, signal: new AbortController().signal }, "DELETE", job.address);
  });
  job.told("waiting");
  queue.push(job);
  next();
});
