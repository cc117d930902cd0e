-- Asks for access tokens, each time for another client.
-- BENCH_CLIENTS names a file with the credentials of a client a line, as Basic wants them.
package.path = os.getenv("BENCH_LUA") .. "/?.lua"
local requests = require("requests")

local clients = {}

function init()
   for line in io.lines(os.getenv("BENCH_CLIENTS")) do
      clients[#clients + 1] = {
         ["Authorization"] = "Basic " .. line,
         ["Content-Type"] = "application/x-www-form-urlencoded",
      }
   end
end

function request()
   return wrk.format("POST", nil, clients[math.random(#clients)], "grant_type=client_credentials")
end

done = requests.done
