package rules

// recovery is the only way back for a device that has lost its proxy
// (aziot-edged creates edgeAgent from config.toml only if no container is
// there: edgelet/aziot-edged/src/watchdog.rs). Before that IoT Hub must have the
// mended manifest, or the device loses its proxy again; a PUT of a deployment that
// exists changes nothing of its content.
const recovery = "deploy the mended manifest under a new deployment id, because IoT Hub keeps the content of one that exists; " +
	"a device that has lost its proxy must be visited after that: put the proxy into [agent.env] of /etc/aziot/config.toml, " +
	"run \"sudo iotedge config apply\" and \"sudo docker rm -f edgeAgent\""

// stripHelp is the help of the rules about a manifest that strips the proxy.
const stripHelp = "env of edgeAgent replaces what config.toml sets; add https_proxy there, for example with \"edgeproxy apply --proxy-url URL -w FILE\", " +
	"and keep it in config.toml, from which aziot-edged creates edgeAgent anew when the device id, the parent or the hub changes; " + recovery

// useApply tells how to set what is missing.
const useApply = "set it with \"edgeproxy apply --proxy-url URL -w FILE\""
