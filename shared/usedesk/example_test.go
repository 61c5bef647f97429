package usedesk_test

import (
	"fmt"

	"deskside/shared/api"
	"deskside/shared/usedesk"
)

// A call is data: the request to send, and how its answer is read. The token goes into the body, never into the address.
func ExampleClient() {
	base, err := api.ParseBase("https://api.usedesk.ru")
	if err != nil {
		panic(err)
	}
	call := usedesk.New(base, "secret").Profile(7)
	fmt.Println(call.Request.Method, call.Request.URL)
	// Output: POST https://api.usedesk.ru/client
}
