-- For wrk: asks for the paths in a file, each once per turn, and prints what was measured as one line of JSON.
local file = os.getenv('BENCH_PATHS')
if file then
  local paths = {}
  for line in io.lines(file) do paths[#paths + 1] = line end
  local at = tonumber(os.getenv('BENCH_OFFSET') or '0')
  request = function()
    at = at % #paths + 1
    return wrk.format('GET', paths[at])
  end
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    'RESULT {"requests":%d,"seconds":%f,"bytes":%d,"p50":%f,"p99":%f,"errors":%d}',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
