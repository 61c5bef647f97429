package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxBody bounds what a request may carry, attachments included.
const maxBody = 32 << 20

// InputError is a parameter or a body that cannot be used.
type InputError struct{ Problem string }

func (e *InputError) Error() string { return e.Problem }

// Refuse is an InputError with this problem.
func Refuse(format string, args ...any) error {
	return &InputError{fmt.Sprintf(format, args...)}
}

// upload is a file of a multipart body.
type upload struct {
	Name string
	Body []byte
}

// Input is the merged parameters of a request: query and body, the body winning.
// Values are nil, bool, string, json.Number, []any or map[string]any, whatever
// encoding they came in. Getters keep the first problem in err and answer zero
// values from then on.
type Input struct {
	Query   map[string]any
	Body    map[string]any
	Raw     []byte // the body as it came
	Uploads []upload
	Err     error
}

// ReadInput reads the whole request. It accepts JSON, both form encodings and,
// for raw uploads, anything else.
func ReadInput(w http.ResponseWriter, r *http.Request) (*Input, error) {
	in := &Input{Query: tree(r.URL.Query()), Body: map[string]any{}}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return in, Refuse("the body is larger than %d MB", maxBody>>20)
		}
		return in, Refuse("the body could not be read")
	}
	if len(body) == 0 {
		return in, nil
	}
	in.Raw = body
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		media = "application/json"
	}
	switch media {
	case "application/json", "text/json":
		return in, in.readJSON(body)
	case "application/x-www-form-urlencoded", "text/plain":
		// Programs that set no type send JSON under the one of their library.
		if json.Valid(body) && bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
			return in, in.readJSON(body)
		}
		values, err := url.ParseQuery(string(body))
		if err != nil {
			return in, Refuse("the body is not a valid form")
		}
		in.Body = tree(values)
		return in, nil
	case "multipart/form-data":
		return in, in.readMultipart(body, parameters["boundary"])
	}
	return in, nil
}

func (in *Input) readJSON(body []byte) error {
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil || decoder.More() {
		return Refuse("the body is not valid JSON")
	}
	switch value := value.(type) {
	case map[string]any:
		in.Body = value
	case []any:
		// PHP clients encode an empty object as [].
		if len(value) > 0 {
			return Refuse("the body must be a JSON object")
		}
	default:
		return Refuse("the body must be a JSON object")
	}
	return nil
}

func (in *Input) readMultipart(body []byte, boundary string) error {
	form, err := multipart.NewReader(strings.NewReader(string(body)), boundary).ReadForm(maxBody)
	if err != nil {
		return Refuse("the body is not a valid multipart form")
	}
	defer form.RemoveAll()
	in.Body = tree(form.Value)
	names := make([]string, 0, len(form.File))
	for name := range form.File {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, header := range form.File[name] {
			file, err := header.Open()
			if err != nil {
				return Refuse("the file %q could not be read", header.Filename)
			}
			content, err := io.ReadAll(file)
			file.Close()
			if err != nil {
				return Refuse("the file %q could not be read", header.Filename)
			}
			in.Uploads = append(in.Uploads, upload{header.Filename, content})
		}
	}
	return nil
}

// tree turns PHP-style form names into nested values: a[0][b]=1 becomes
// {"a": [{"b": "1"}]} and a[]=1 becomes {"a": ["1"]}.
func tree(values url.Values) map[string]any {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	root := map[string]any{}
	for _, name := range names {
		for _, value := range values[name] {
			plant(root, splitName(name), value)
		}
	}
	for name, value := range root {
		root[name] = listed(value)
	}
	return root
}

func splitName(name string) []string {
	head, rest, nested := strings.Cut(name, "[")
	if !nested || head == "" || !strings.HasSuffix(rest, "]") {
		return []string{name}
	}
	return append([]string{head}, strings.Split(strings.TrimSuffix(rest, "]"), "][")...)
}

func plant(branch map[string]any, path []string, value string) {
	key := path[0]
	if key == "" {
		key = strconv.Itoa(len(branch))
	}
	if len(path) == 1 {
		branch[key] = value
		return
	}
	next, ok := branch[key].(map[string]any)
	if !ok {
		next = map[string]any{}
		branch[key] = next
	}
	plant(next, path[1:], value)
}

// listed turns maps whose keys are all numbers into lists, in number order.
func listed(value any) any {
	branch, ok := value.(map[string]any)
	if !ok {
		return value
	}
	numbers := make([]int, 0, len(branch))
	for key, item := range branch {
		branch[key] = listed(item)
		if number, err := strconv.Atoi(key); err == nil {
			numbers = append(numbers, number)
		}
	}
	if len(numbers) != len(branch) || len(branch) == 0 {
		return branch
	}
	slices.Sort(numbers)
	items := make([]any, len(numbers))
	for i, number := range numbers {
		items[i] = branch[strconv.Itoa(number)]
	}
	return items
}

// Get gives a parameter by the first of its names that is present.
func (in *Input) Get(names ...string) (any, bool) {
	for _, name := range names {
		if value, ok := in.Body[name]; ok {
			return value, true
		}
	}
	for _, name := range names {
		if value, ok := in.Query[name]; ok {
			return value, true
		}
	}
	return nil, false
}

// Fail keeps the first problem.
func (in *Input) Fail(format string, args ...any) {
	if in.Err == nil {
		in.Err = Refuse(format, args...)
	}
}

// Scalar is the text of a string, number or boolean.
func Scalar(value any) (string, bool) {
	switch value := value.(type) {
	case string:
		return value, true
	case json.Number:
		return value.String(), true
	case bool:
		if value {
			return "1", true
		}
		return "0", true
	}
	return "", false
}

// Text gives a parameter as text; absent and null give "" and false.
func (in *Input) Text(names ...string) (string, bool) {
	value, ok := in.Get(names...)
	if !ok || value == nil {
		return "", false
	}
	text, ok := Scalar(value)
	if !ok {
		in.Fail("%s must be a text", names[0])
	}
	return text, ok
}

// Integer gives a parameter as a number; absent, null and "" give false.
func (in *Input) Integer(names ...string) (int64, bool) {
	text, ok := in.Text(names...)
	if !ok || strings.TrimSpace(text) == "" {
		return 0, false
	}
	number, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		in.Fail("%s must be a whole number", names[0])
		return 0, false
	}
	return number, true
}

// Flag gives a 0/1 parameter; booleans pass too, and the way Python writes them.
func (in *Input) Flag(names ...string) (bool, bool) {
	text, ok := in.Text(names...)
	switch {
	case !ok || text == "":
		return false, false
	case text == "1" || strings.EqualFold(text, "true"):
		return true, true
	case text == "0" || strings.EqualFold(text, "false"):
		return false, true
	}
	in.Fail("%s must be 0 or 1", names[0])
	return false, false
}

// Choice gives a parameter that must be one of the allowed words; absent and ""
// give "".
func (in *Input) Choice(name string, allowed ...string) string {
	text, _ := in.Text(name)
	if text != "" && !slices.Contains(allowed, text) {
		in.Fail("%s must be one of: %s", name, strings.Join(allowed, ", "))
		return ""
	}
	return text
}

// Length refuses a text of more than limit characters.
func (in *Input) Length(name, text string, limit int) {
	if utf8.RuneCountInString(text) > limit {
		in.Fail("%s is longer than %d characters", name, limit)
	}
}

// Require refuses a text that is missing or blank.
func (in *Input) Require(name, text string) {
	if strings.TrimSpace(text) == "" {
		in.Fail("%s is required", name)
	}
}
