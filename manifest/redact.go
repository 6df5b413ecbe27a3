package manifest

import "github.com/iotedge-tools/edgeproxy/manifest/secret"

// RedactProxyURL is secret.Address.
func RedactProxyURL(value string) string { return secret.Address(value) }

// RedactText is secret.Text.
func RedactText(text string) string { return secret.Text(text) }

// RedactMessage is secret.Message.
func RedactMessage(message string) string { return secret.Message(message) }

// RedactPointer is secret.Pointer.
func RedactPointer(pointer string) string { return secret.Pointer(pointer) }
