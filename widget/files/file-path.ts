/** A sheet of paper with a corner turned down. */
export const filePath = "M6 2h6l4 4v12H6zM12 2v4h4";
