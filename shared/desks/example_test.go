package desks_test

import (
	"fmt"

	"deskside/shared/desks"
)

func ExampleAgents() {
	for _, desk := range desks.Agents() {
		fmt.Println(desk.System(), desk.Name())
	}
	_, err := desks.Agents().Of("zendesk")
	fmt.Println(err != nil)
	// Output:
	// useresponse UseResponse
	// usedesk Usedesk
	// true
}
