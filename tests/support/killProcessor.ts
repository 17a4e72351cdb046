/** What a shim has to be started with, so that its processor can be killed: its threads listen to a debugger. */
export const debuggable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

interface Message {
  method?: string;
  params?: { sessionId?: string };
}

/**
 * Ends the thread that processes, as a fault of its own would.
 *
 * @param printed - by the shim so far
 */
export async function killProcessor(printed: string): Promise<void> {
  const address = [...printed.matchAll(/Debugger listening on (ws:\S+)/g)].at(-1)![1];
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const send = (method: string, params: object) => socket.send(JSON.stringify({ id: 1, method, params }));
  await new Promise<void>((resolve) => {
    socket.onmessage = ({ data }) => {
      const { method, params } = JSON.parse(String(data)) as Message;
      if (method === 'NodeWorker.attachedToWorker') {
        const message = { id: 2, method: 'Runtime.evaluate', params: { expression: 'process.exit(9)' } };
        send('NodeWorker.sendMessageToWorker', { sessionId: params!.sessionId, message: JSON.stringify(message) });
      } else if (method === 'NodeWorker.detachedFromWorker') {
        resolve();
      }
    };
    send('NodeWorker.enable', { waitForDebuggerOnStart: false });
  });
  socket.close();
}
