/** The name under which a person is told what concerns them. */
export function person(tenant: string, personId: string): string {
  return `${tenant} person ${personId}`;
}

/** The name under which an office is told what concerns it. */
export function office(tenant: string, key: string): string {
  return `${tenant} office ${key}`;
}
