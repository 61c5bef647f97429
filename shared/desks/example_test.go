package desks_test

import (
	"fmt"

	"deskside/shared/desks"
)

func ExampleAgents() {
	desk, err := desks.Agents().Of("usedesk")
	fmt.Println(desk.Name(), err)
	_, err = desks.Agents().Of("zendesk")
	fmt.Println(err != nil)
	// Output:
	// Usedesk <nil>
	// true
}
