// Other pages of the site, fetched once and read as documents.

const documents = new Map(); // address → promise of its document

export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

/** Returns a promise of the document at `address`. */
export function documentAt(address) {
  if (!documents.has(address)) {
    const fetched = fetch(address).then(async (response) => {
      if (!response.ok) throw new Error(`${response.status} ${address}`);
      return parse(await response.text());
    });
    fetched.catch(() => documents.delete(address));
    documents.set(address, fetched);
  }
  return documents.get(address);
}
