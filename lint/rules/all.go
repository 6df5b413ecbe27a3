package rules

import "github.com/iotedge-tools/edgeproxy/lint/check"

// All is the catalogue, sorted by ID. The slice is the caller's.
func All() []check.Rule {
	return []check.Rule{
		InvalidJSON,
		DuplicateKey,
		NotStrictJSON,
		NotAManifest,
		SchemaVersion,
		AgentProxyMissing,
		AgentProxyBlank,
		AgentProxyOverridden,
		AgentMissing,
		ProxyOutsideEnv,
		ProxyKeyMisspelt,
		EnvEntryShape,
		ProxyURLInvalid,
		ProxyURLScheme,
		ProxyURLPort,
		ProxyPasswordInManifest,
		ProxyCredentialsEncoding,
		ProxyLoopback,
		ProxyPlaceholder,
		ProxyCaseConflict,
		ProxyMismatch,
		HubProxyMissing,
		UpstreamProtocolInvalid,
		UpstreamProtocolNotWebSocket,
		HubUpstreamProtocolMissing,
		AgentUpstreamProtocolMissing,
		UpstreamProtocolMismatch,
		ModuleProxyMissing,
		ModuleNoProxy,
		NoProxyIgnored,
		HTTPProxyOnly,
		LayeredSystemModule,
		IntegrityStale,
		TwinSize,
		CreateOptions,
		Image,
		AzCLIRejects,
		MixedLayers,
		SystemModuleName,
	}
}
