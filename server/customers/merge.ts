import type { CustomerProfile } from "../contract/people.ts";
import type { Db } from "../db/database.ts";
export const listMerges = async (_db: Db, _id: string): Promise<CustomerProfile["merges"]> => [];
