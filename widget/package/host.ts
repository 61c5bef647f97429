// What the package brings in on intent: see ../host/host.ts.

export { attach, wake } from "../host/host";
