// The examples of the repository, as the page offers them.
import behindProxy from "../../../examples/behind-proxy.json";
import configuration from "../../../examples/configuration.json";
import credentials from "../../../examples/credentials.json";
import layeredAgent from "../../../examples/layered-agent.json";
import layered from "../../../examples/layered.json";
import overridden from "../../../examples/overridden.json";
import scaffold from "../../../examples/scaffold.json";
import template from "../../../examples/template.json";
import wrongProtocol from "../../../examples/wrong-protocol.json";

export interface Example {
  title: string;
  file: string;
  text: string;
}

export const examples: Example[] = [
  { title: "What scaffolds write: no proxy", file: "scaffold.json", text: scaffold },
  { title: "A proxy with Amqp, which does not use it", file: "wrong-protocol.json", text: wrongProtocol },
  { title: "createOptions that empty the proxy", file: "overridden.json", text: overridden },
  { title: "A Configuration document of IoT Hub", file: "configuration.json", text: configuration },
  { title: "User and password in the address", file: "credentials.json", text: credentials },
  { title: "A layered deployment", file: "layered.json", text: layered },
  { title: "edgeAgent in a layered deployment", file: "layered-agent.json", text: layeredAgent },
  { title: "A template with placeholders", file: "deployment.template.json", text: template },
  { title: "All is well", file: "behind-proxy.json", text: behindProxy },
];
