package convert_test

import (
	"fmt"

	"deskside/shared/content"
	"deskside/shared/content/convert"
)

func ExampleConverter_Convert() {
	var c convert.Converter
	var report content.Report
	out, ok := c.Convert("bbcode_to_html", "[b]Bold[/b] and <script>plain</script>", &report)
	fmt.Println(out, ok)

	_, ok = c.Convert("bbcode_to_pdf", "", &report)
	fmt.Println(ok)
	// Output:
	// <p><b>Bold</b> and &lt;script&gt;plain&lt;/script&gt;</p> true
	// false
}
