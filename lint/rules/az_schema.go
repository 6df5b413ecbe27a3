package rules

// azObject is an object of the az CLI's schemas (azext_iot/assets/azure-iot-edge*-deployment-1.*.json
// of Azure/azure-iot-cli-extension), which lists its members completely.
type azObject struct {
	members []string            // beside those of inside
	inside  map[string]azObject // what is in members that are objects
	each    *azObject           // what is in all members, whatever their names
}

var (
	azEnv      = azObject{each: &azObject{members: []string{"value"}}}
	azSettings = azObject{members: []string{"image"}}
	azSystem   = map[string]azObject{"env": azEnv, "settings": azSettings}

	azAgent = azObject{members: []string{"schemaVersion"}, inside: map[string]azObject{
		"runtime": {members: []string{"type"}, inside: map[string]azObject{
			"settings": {members: []string{"minDockerVersion", "loggingOptions", "registryCredentials"}},
		}},
		"systemModules": {inside: map[string]azObject{
			"edgeAgent": {members: []string{"type", "imagePullPolicy"}, inside: azSystem},
			"edgeHub":   {members: []string{"type", "imagePullPolicy", "status", "restartPolicy", "startupOrder"}, inside: azSystem},
		}},
		"modules": {each: &azObject{
			members: []string{"type", "imagePullPolicy", "status", "restartPolicy", "startupOrder", "version"}, inside: azSystem,
		}},
	}}
	azHub = azObject{members: []string{"schemaVersion", "mqttBroker"}, inside: map[string]azObject{
		"routes":                       {each: &azObject{members: []string{"route", "priority", "timeToLiveSecs"}}},
		"storeAndForwardConfiguration": {members: []string{"timeToLiveSecs"}},
	}}
)
