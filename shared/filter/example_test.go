package filter_test

import (
	"fmt"

	"deskside/shared/filter"
)

func ExampleParse() {
	query, err := filter.Parse(`status:open  ASSIGNEE:me "exact words" sort:updated`)
	fmt.Println(query, err)

	// What cannot be read is said, never guessed.
	_, err = filter.Parse("status:opne")
	fmt.Println(err != nil)
	// Output:
	// status:open assignee:me "exact words" sort:updated-desc <nil>
	// true
}
