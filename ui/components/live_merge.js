/* Where in `own`, which was made of `base`, to do what made `theirs` of it; null where both changed the same words. */
function changeOver(base, own, theirs) {
  const [from, left] = ends(base, theirs), [ownFrom, ownLeft] = ends(base, own);
  const text = theirs.slice(from, theirs.length - left), shift = own.length - base.length;
  if (base.length - ownLeft <= from) {   // behind the own words; what both wrote at one place is put on two lines
    const both = base.length - ownLeft === from && shift > 0 && text && !/^\n/.test(text);
    return { from: from + shift, to: own.length - left, text: both ? `\n${text}` : text };
  }
  if (base.length - left <= ownFrom) return { from, to: base.length - left, text };
  return null;
}
function ends(before, after) {   // how many letters are the same at the beginning, and at the end
  const most = Math.min(before.length, after.length);
  let first = 0, last = 0;
  while (first < most && before[first] === after[first]) first++;
  while (last < most - first && before[before.length - 1 - last] === after[after.length - 1 - last]) last++;
  return [first, last];
}
