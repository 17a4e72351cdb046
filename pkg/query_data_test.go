package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

var update = flag.Bool("update", false, "write the golden files anew")

var editor = backend.PluginContext{User: &backend.User{Login: "eve", Role: "Editor"}}

func queryOf(refID, query string) backend.DataQuery {
	return backend.DataQuery{
		RefID:         refID,
		JSON:          json.RawMessage(query),
		Interval:      15 * time.Second,
		MaxDataPoints: 200,
		TimeRange:     backend.TimeRange{From: time.UnixMilli(1_000), To: time.UnixMilli(61_000)},
	}
}

func run(t *testing.T, datasource *Datasource, query backend.DataQuery, headers map[string]string) backend.DataResponse {
	t.Helper()
	request := &backend.QueryDataRequest{PluginContext: editor, Headers: headers, Queries: []backend.DataQuery{query}}
	response, err := datasource.QueryData(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return response.Responses[query.RefID]
}

// Each testdata/NAME.answer.json is an answer of the shim, and NAME.golden.json what Grafana gets for it.
func TestFramesReachGrafana(t *testing.T) {
	answers, err := filepath.Glob("testdata/*.answer.json")
	if err != nil || len(answers) == 0 {
		t.Fatal("no answers to test with", err)
	}
	for _, file := range answers {
		t.Run(filepath.Base(file), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			datasource, _ := startShim(t, 200, "application/json", string(body))
			response := run(t, datasource, queryOf("Q", `{"queryType":"figure"}`), nil)
			if response.Error != nil {
				t.Fatal(response.Error)
			}
			checkGolden(t, strings.Replace(file, ".answer.", ".golden.", 1), response)
		})
	}
}

func checkGolden(t *testing.T, file string, response backend.DataResponse) {
	t.Helper()
	raw, err := json.Marshal(response)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, file, got.String(), string(want))
}

func TestQueryIsPassedWhole(t *testing.T) {
	datasource, last := startShim(t, 200, "application/json", `{"frames":[]}`)
	run(t, datasource, queryOf("A", `{"queryType":"trace","traceId":"ab"}`), nil)

	equal(t, "request", last.method+" "+last.url, "POST /api/v1/query")
	equal(t, "body", last.body, `{"query":{"queryType":"trace","traceId":"ab"},`+
		`"range":{"from":1000,"to":61000},"intervalMs":15000,"maxDataPoints":200,"fromAlert":false}`)
	equal(t, "token", last.header.Get("Authorization"), "Bearer "+testToken)
	equal(t, "login", last.header.Get("X-Insights-Login"), "eve")
	equal(t, "role", last.header.Get("X-Insights-Role"), "Editor")
}

func TestAlertRulesSayThatTheyAre(t *testing.T) {
	datasource, last := startShim(t, 200, "application/json", `{"frames":[]}`)
	query := queryOf("A", `{}`)
	query.MaxDataPoints = 43_200
	query.Interval = 0
	run(t, datasource, query, map[string]string{"FromAlert": "true"})

	equal(t, "body", last.body,
		`{"query":{},"range":{"from":1000,"to":61000},"maxDataPoints":10000,"fromAlert":true}`)
}

func TestCallerWithoutRoleMayRead(t *testing.T) {
	datasource, last := startShim(t, 200, "application/json", `{"frames":[]}`)
	request := &backend.QueryDataRequest{Queries: []backend.DataQuery{queryOf("A", `{}`)}}
	if _, err := datasource.QueryData(context.Background(), request); err != nil {
		t.Fatal(err)
	}
	equal(t, "role", last.header.Get("X-Insights-Role"), "Viewer")
}

func TestShimErrorsAreDownstream(t *testing.T) {
	cases := map[string]struct {
		status int
		body   string
		want   string
	}{
		"its own sentence":   {404, `{"error":{"code":"not_found","message":"No trace of this id is stored."}}`, "No trace of this id is stored."},
		"database away":      {503, `{"error":{"code":"unavailable","message":"The database is away."}}`, "The database is away."},
		"a proxy in between": {502, "<html>Bad Gateway</html>", "Insights' receiver answered 502 without saying why. Does the URL lead to it?"},
		"no words":           {500, "", "Insights' receiver answered 500 without saying why. Does the URL lead to it?"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			datasource, _ := startShim(t, c.status, "application/json", c.body)
			response := run(t, datasource, queryOf("A", `{}`), nil)
			equal(t, "status", response.Status, backend.Status(c.status))
			equal(t, "source", response.ErrorSource, backend.ErrorSourceDownstream)
			equal(t, "message", response.Error.Error(), c.want)
		})
	}
}

func TestUnreachableShimIsDownstream(t *testing.T) {
	address := closedAddress(t)
	response := run(t, newDatasource(t, address, testToken), queryOf("A", `{}`), nil)
	equal(t, "status", response.Status, backend.StatusBadGateway)
	equal(t, "source", response.ErrorSource, backend.ErrorSourceDownstream)
	equal(t, "message", response.Error.Error(),
		"Insights' receiver at "+address+" cannot be reached: connection refused. Is it running?")
}

func TestAnswerThatIsNoFramesIsOurFault(t *testing.T) {
	for name, body := range map[string]string{
		"no JSON":            "hello",
		"not frames":         `{"frames":{"a":1}}`,
		"no frames":          `{}`,
		"unknown field type": `{"frames":[{"schema":{"fields":[{"name":"a","typeInfo":{"frame":"complex"}}]},"data":{"values":[[1]]}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			datasource, _ := startShim(t, 200, "application/json", body)
			response := run(t, datasource, queryOf("A", `{}`), nil)
			equal(t, "status", response.Status, backend.StatusInternal)
			equal(t, "source", response.ErrorSource, backend.ErrorSourcePlugin)
			if !strings.Contains(response.Error.Error(), "not understood") {
				t.Error(response.Error)
			}
		})
	}
}

func TestTooLargeAnswerIsRefused(t *testing.T) {
	datasource, _ := startShim(t, 200, "application/json", `{"frames":[]}`)
	datasource.client.maxAnswer = 5
	response := run(t, datasource, queryOf("A", `{}`), nil)
	if response.Error == nil || !strings.Contains(response.Error.Error(), "too large") {
		t.Error(response.Error)
	}
}

func TestFailedQueryLeavesTheOthersAlone(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if bytes.Contains(body, []byte(`"trace"`)) {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, `{"frames":[]}`)
	}))
	defer server.Close()
	request := &backend.QueryDataRequest{Queries: []backend.DataQuery{
		queryOf("A", `{"queryType":"trace"}`),
		queryOf("B", `{"queryType":"orders"}`),
	}}
	response, err := newDatasource(t, server.URL, testToken).QueryData(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "A", response.Responses["A"].Status, backend.StatusNotFound)
	equal(t, "B", response.Responses["B"].Status, backend.StatusOK)
}

func TestCancelledQueryEnds(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-release
	}))
	defer server.Close()
	defer close(release)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-arrived
		cancel()
	}()
	request := &backend.QueryDataRequest{Queries: []backend.DataQuery{queryOf("A", `{}`)}}
	response, err := newDatasource(t, server.URL, testToken).QueryData(ctx, request)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "status", response.Responses["A"].Status, statusCanceled)
}
