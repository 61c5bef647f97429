// Where this frame is: the widget of a site with a name stands below it, and keeps what it keeps apart from that of others,
// which have the same origin.

/** The name of the site, "" for the one without. */
export const site = /^\/w\/([a-z0-9-]+)\//.exec(location.pathname)?.[1] ?? "";

/** The address of the site's edge, without a slash at its end. */
export const address = location.origin + (site && `/w/${site}`);

/** A name in storage, as it is for this site. */
export const own = (name: string) => (site ? `${name}@${site}` : name);
