package rules

// recovery is the only way back for a device that has lost its proxy
// (aziot-edged creates edgeAgent from config.toml only if no container is
// there: edgelet/aziot-edged/src/watchdog.rs). Before that IoT Hub must have the
// mended manifest, or the device loses its proxy again; a PUT of a deployment that
// exists changes nothing of its content.
const recovery = "deploy the corrected manifest under a new deployment id: IoT Hub never changes the content of a deployment that exists; " +
	"after that, visit each device that is already cut off: put the proxy into [agent.env] of /etc/aziot/config.toml, " +
	restartFromConfig

// restartFromConfig makes aziot-edged create edgeAgent from config.toml.
const restartFromConfig = "run \"sudo iotedge config apply\" and \"sudo docker rm -f edgeAgent\""

// stripHelp is the help of the rules about a manifest that strips the proxy.
const stripHelp = "the env of edgeAgent in the manifest replaces the one in config.toml; add https_proxy to it, for example with \"edgeproxy apply --proxy-url URL -w FILE\"; " +
	"keep the proxy in config.toml, too: aziot-edged takes it from there when the device id, the parent or the hub changes; " + recovery

// useApply and UseApplyModule tell how to set what is missing, on edgeAgent and
// edgeHub, and on another module.
const (
	useApply       = "set it with \"edgeproxy apply --proxy-url URL -w FILE\""
	UseApplyModule = "set it with \"edgeproxy apply --proxy-url URL --module NAME -w FILE\""
)
