/*
 * Written employers that were settled before. Only employers are kept here: a pending name is asked about anew, so that an
 * answer needs no change of what is kept; a merge or split makes what was kept of both employers forgotten.
 */

/** Settles the staged rows' employers that were settled before under the same terms. */
export const recallIdentities = `INSERT INTO idents SELECT ident, any(subject), any(name), any(region) FROM miaotou.identities
  WHERE terms = {terms:String} AND ident IN (SELECT ident FROM firsts) GROUP BY ident`;

/** Keeps those that this delivery settled itself, but for some. */
export const rememberIdentities = `INSERT INTO miaotou.identities (terms, ident, subject, name, region)
  SELECT {terms:String}, ident, subject, name, region FROM idents
  WHERE ident IN (SELECT ident FROM written) AND match(subject, '^[0-9]+$')
    AND ident NOT IN {without:Array(UInt64)}`;

export const forgetIdentities = 'DELETE FROM miaotou.identities WHERE subject IN {subjects:Array(String)}';
