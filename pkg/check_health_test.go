package main

import (
	"context"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func health(t *testing.T, datasource *Datasource) *backend.CheckHealthResult {
	t.Helper()
	result, err := datasource.CheckHealth(context.Background(), &backend.CheckHealthRequest{PluginContext: editor})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestHealthTellsTheVersion(t *testing.T) {
	datasource, last := startShim(t, 200, "application/json", `{"version":"1.2.3"}`)
	result := health(t, datasource)
	equal(t, "status", result.Status, backend.HealthStatusOk)
	equal(t, "message", result.Message, "Connected to Insights 1.2.3.")
	equal(t, "request", last.method+" "+last.url, "GET /api/v1/health")
}

func TestHealthSaysWhatIsWrong(t *testing.T) {
	cases := map[string]struct {
		status int
		body   string
		want   string
	}{
		"token refused": {401, `{"error":{"code":"unauthenticated","message":"Token?"}}`, "Insights' receiver refuses the token: enter its query token (INSIGHTS_TOKEN) again."},
		"database away": {503, `{"error":{"code":"unavailable","message":"The database cannot be reached."}}`, "The database cannot be reached."},
		"other program": {200, "<html></html>", "Something answers at this URL, but it is not Insights' receiver."},
		"other API":     {200, "{}", "Something answers at this URL, but it is not Insights' receiver."},
		"other service": {401, `{"message":"Unauthorized"}`, "Something answers at this URL, but it is not Insights' receiver."},
		"other path":    {404, `{"error":{"code":"not_found","message":"OTLP?"}}`, "Insights' query API is not at this URL: enter the receiver's address alone, such as http://insights:4318."},
		"no reason":     {500, "oops", "Insights' receiver answered 500 without saying why. Does the URL lead to it?"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			datasource, _ := startShim(t, c.status, "text/plain", c.body)
			result := health(t, datasource)
			equal(t, "status", result.Status, backend.HealthStatusError)
			equal(t, "message", result.Message, c.want)
		})
	}
}

func TestHealthSaysWhatIsMissing(t *testing.T) {
	address := closedAddress(t)
	cases := map[string]struct{ url, token, want string }{
		"URL":          {"", testToken, "The data source has no URL: enter the address of Insights' receiver in its settings"},
		"address":      {"insights:4318", testToken, "The data source's URL is not an address such as http://insights:4318: correct it in its settings"},
		"token":        {address, "", "The data source has no token: enter the query token of Insights' receiver in its settings"},
		"the receiver": {address, testToken, "Insights' receiver at " + address + " cannot be reached: connection refused. Is it running?"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			result := health(t, newDatasource(t, c.url, c.token))
			equal(t, "status", result.Status, backend.HealthStatusError)
			equal(t, "message", result.Message, c.want)
		})
	}
}

func TestPasswordInTheURLIsNotTold(t *testing.T) {
	datasource := newDatasource(t, "http://user:hidden@127.0.0.1:1", testToken)
	equal(t, "message", health(t, datasource).Message,
		"Insights' receiver at http://user:xxxxx@127.0.0.1:1 cannot be reached: connection refused. Is it running?")
}
