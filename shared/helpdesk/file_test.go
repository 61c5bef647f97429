package helpdesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/helpdesk"
)

func TestAKeyGoesToFilesOfItsOwnHostOnly(t *testing.T) {
	base, err := api.ParseBase("https://help.example.com/support")
	require.NoError(t, err)
	for address, own := range map[string]bool{
		"https://help.example.com/files/7/a%20b.png":                  true,
		"https://help.example.com/support/attachment/7":               true,
		"https://help.example.com/files/rapid/api.png":                true,
		"https://help.example.com/files/7?name=x.json":                true,
		"http://help.example.com/files/7/a.png":                       false,
		"https://help.example.com.evil.example/files/7":               false,
		"https://help.example.com@evil.example/files/7":               false,
		"https://help.example.com:8443/files/7":                       false,
		"https://evil.example/files/7":                                false,
		"https://help.example.com/support/api/7.0/objects/1/trash":    false,
		"https://help.example.com/API/7.0/objects/1/archive.json":     false,
		"https://help.example.com/%61pi/7.0/objects/1/trash.json":     false,
		"https://help.example.com/%2561pi/7.0/objects/1/trash":        false,
		"https://help.example.com/files/../api/7.0/objects/1/trash":   false,
		"https://help.example.com/files/%2e%2e/x/7.0/objects/1/trash": false,
		"https://help.example.com/files%2f..%2fapi/objects/1":         false,
		"https://help.example.com/files\\api\\7.0":                    false,
		"https://help.example.com//api/objects":                       false,
		"https://help.example.com/objects/1/trash.json":               false,
		"": false,
	} {
		require.Equal(t, own, helpdesk.OwnFile(base, address), address)
	}
}
