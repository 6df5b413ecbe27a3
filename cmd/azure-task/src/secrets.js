// What of a proxy's address must not stand in a log.
'use strict';

const tl = require('azure-pipelines-task-lib/task');

/**
 * The parts of an address that are secret: the whole of it and its password, as
 * it stands there and decoded.
 * @param {string} url
 * @returns {string[]}
 */
function of(url) {
  const at = url.lastIndexOf('@');
  if (at < 0) return [];
  const user = url.slice(0, at).replace(/^[^/]*\/\//, '');
  const colon = user.indexOf(':');
  if (colon < 0) return [];
  const password = user.slice(colon + 1);
  const found = [url, password];
  try {
    found.push(decodeURIComponent(password));
  } catch {
    // The program says what is wrong with the address.
  }
  return [...new Set(found)].filter((s) => s !== '');
}

/**
 * Masks an address in the log of this job.
 * @param {string} url
 */
function mask(url) {
  for (const secret of of(url)) tl.setSecret(secret);
}

module.exports = { of, mask };
