import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Why the pages of a document cannot be counted: it opens with a password alone; or it is damaged, or needs more than its limits to be read. */
export type Uncountable = 'encrypted' | 'unreadable';

/** What reading one PDF may need. */
export interface ReadingLimits {
  /** Bytes in memory, beyond the document itself. */
  readonly bytes: number;
  /** From its beginning, in ms. */
  readonly ms: number;
}

const usualLimits: ReadingLimits = { bytes: 256_000_000, ms: 15_000 };
/** How often the memory is looked at, in ms. The limits of a thread are those of objects; what is unpacked lies beside them. */
const lookMs = 20;

/**
 * How many pages a PDF has. Whoever made it does not decide what reading it costs: it is read in a thread of its own, which knows
 * nothing of its service and ends where it needs too much.
 * @param content is given away: nobody reads it afterwards
 */
export async function pagesOfPdf(
  content: ArrayBuffer,
  { bytes, ms }: ReadingLimits = usualLimits,
): Promise<number | Uncountable> {
  const most = content.byteLength + bytes;
  const thread = new Worker(join(__dirname, `pdf-thread${extname(__filename)}`), {
    workerData: content,
    transferList: [content],
    env: {},
    execArgv: [],
    // What a parser says of a document is nothing for the log.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(bytes / 1_000_000) },
  });
  const look = setInterval(() => {
    thread.getHeapStatistics().then(
      ({ used_heap_size: objects, external_memory: unpacked }) => {
        if (objects + unpacked > most) void thread.terminate();
      },
      () => undefined,
    );
  }, lookMs);
  const patience = setTimeout(() => void thread.terminate(), ms);
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('exit', () => resolve('unreadable'));
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('unreadable');
        else reject(error);
      });
    });
  } finally {
    clearInterval(look);
    clearTimeout(patience);
    await thread.terminate();
  }
}
