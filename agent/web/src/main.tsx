import { TransportProvider } from "@connectrpc/connect-query";
import { LanguageProvider } from "@gom/web/language";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient, transport } from "./api";
import { App } from "./App";
import { Gate } from "./Gate";
import "./styles";
import { beginSession } from "./session";

const place = document.getElementById("page");
if (place === null) throw new Error("index.html has no #page");
void beginSession();
createRoot(place).render(
  <StrictMode>
    <LanguageProvider>
      <TransportProvider transport={transport}>
        <QueryClientProvider client={queryClient}>
          <Gate>
            <App />
          </Gate>
        </QueryClientProvider>
      </TransportProvider>
    </LanguageProvider>
  </StrictMode>,
);
