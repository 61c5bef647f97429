package useresponse_test

import (
	"fmt"

	"deskside/shared/api"
	"deskside/shared/useresponse"
)

// A call is data: the request to send, and how its answer is read. The key goes into a header, never into the address.
func ExampleClient() {
	base, err := api.ParseBase("https://help.example.com")
	if err != nil {
		panic(err)
	}
	call := useresponse.New(base, useresponse.WithKey("secret")).ArchiveObject(7)
	fmt.Println(call.Request.Method, call.Request.URL)
	// Output: GET https://help.example.com/api/7.0/objects/7/archive.json
}
