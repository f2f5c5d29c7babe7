// SchoolService through the door of the agent that served this page.
import { createClient, type Client, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { QueryClient } from "@tanstack/react-query";
import { withSession } from "./session";

export type School = Client<typeof SchoolService>;

export const transport: Transport = createConnectTransport({
  baseUrl: window.location.origin,
  useBinaryFormat: true,
  interceptors: [withSession],
});
export const school: School = createClient(SchoolService, transport);

// The agent is on this computer: an answer is asked for again rather than kept, and a refusal is final.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 0, refetchOnWindowFocus: true, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});
