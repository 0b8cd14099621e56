import { differences, type Vectors } from './run-vectors';

/** What came out in the page of `browser.spec.ts`. */
export interface Outcome {
  /** By the name of the file. */
  readonly differences: Readonly<Record<string, readonly string[]>>;
  /** What the policy of the page has refused until then, e.g. `script-src`. */
  readonly refused: readonly string[];
  /** Whether code can be made out of text here. */
  readonly mayEvaluate: boolean;
}

declare const document: {
  addEventListener(type: string, tell: (event: { readonly effectiveDirective: string }) => void): void;
};

const refused: string[] = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
  refused.push(effectiveDirective),
);

/** All of it is done by the page itself: what the browser's debugger asks for, no policy holds for. */
async function run(): Promise<Outcome> {
  const files = (await (await fetch('/vectors.json')).json()) as Record<string, Vectors[]>;
  const found = Object.entries(files).map(([name, vectors]) => [name, differences(vectors)] as const);
  // Violations are told in a task of their own.
  await new Promise((resolve) => setTimeout(resolve));
  return { differences: Object.fromEntries(found), refused: [...refused], mayEvaluate: mayEvaluate() };
}

function mayEvaluate(): boolean {
  try {
    return Boolean(new Function('return true')());
  } catch {
    return false;
  }
}

void run().then((outcome) => Object.assign(globalThis, { outcome }));
