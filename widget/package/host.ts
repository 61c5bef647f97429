// What the package brings in on intent: see ../host/host.ts.

export { attach } from "../host/host";
