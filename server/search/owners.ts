/**
 * Words of a document that nobody can write: they begin with a character for private use, which no word of a text has.
 * They say who may find it, so that this is part of the search itself, before anything is cut off; a condition afterwards
 * would be asked about the newest thousand of everybody. What customers may find names them, and what staff may find its
 * project: a document with notes has no word of the first kind.
 */
export const mark = {
  staff: "\ue000",
  project: (id: string): string => `\ue001${id}`,
  customer: (id: string): string => `\ue002${id}`,
  visitor: (id: string): string => `\ue003${id}`,
  company: (id: string): string => `\ue004${id}`,
  /** For staff, who search by the name that somebody has today. */
  ofCustomer: (id: string): string => `\ue005${id}`,
  ofCompany: (id: string): string => `\ue006${id}`,
};
