import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Why a document cannot be looked into: it opens with a password alone; or it is damaged, or needs more than its limits to be read. */
export type Unreadable = 'encrypted' | 'unreadable';

/** What the objects of a PDF show, as far as it was asked. */
export interface PdfContents {
  readonly pages?: number;
  /** It runs something: scripts, other programs, sound and film, forms in XML. */
  readonly isActive?: boolean;
  /** Other files lie in it, beside data in XML: an electronic invoice (EN 16931) is a PDF with its own data in it. */
  readonly carriesFiles?: boolean;
}

/** What a thread is asked of a PDF. */
export interface AskedOfPdf {
  /** Is given away: nobody reads it afterwards. */
  readonly content: ArrayBuffer;
  readonly countsPages: boolean;
  readonly looksInside: boolean;
}

/** What reading one PDF may need. */
export interface ReadingLimits {
  /** Bytes in memory, beyond the document itself. */
  readonly bytes: number;
  /** Of a processor, in ms: a busy machine makes no document unreadable. */
  readonly ms: number;
}

const usualLimits: ReadingLimits = { bytes: 256_000_000, ms: 15_000 };
/** How often the memory is looked at, in ms. The limits of a thread are those of objects; what is unpacked lies beside them. */
const lookMs = 20;
/** Where it gets no processor, its time ends all the same: after so many times as much. */
const patience = 8;

/**
 * Reads a PDF. Whoever made it does not decide what reading it costs: it is read in a thread of its own, which knows nothing of its
 * service and ends where it needs too much.
 */
export async function readPdf(
  asked: AskedOfPdf,
  { bytes, ms }: ReadingLimits = usualLimits,
): Promise<PdfContents | Unreadable> {
  const { content } = asked;
  const most = content.byteLength + bytes;
  const thread = new Worker(join(__dirname, `pdf-thread${extname(__filename)}`), {
    workerData: asked,
    transferList: [content],
    env: {},
    execArgv: [],
    // What a parser says of a document is nothing for the log.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(bytes / 1_000_000) },
  });
  const look = setInterval(() => {
    Promise.all([thread.getHeapStatistics(), thread.cpuUsage()]).then(
      ([{ used_heap_size: objects, external_memory: unpacked }, { user, system }]) => {
        if (objects + unpacked > most || (user + system) / 1_000 > ms) void thread.terminate();
      },
      () => undefined,
    );
  }, lookMs);
  const end = setTimeout(() => void thread.terminate(), patience * ms);
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
    clearTimeout(end);
    await thread.terminate();
  }
}
