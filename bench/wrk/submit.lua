-- Sends the sample claim notification form, each time with another reference, surname and insurer.
package.path = os.getenv("BENCH_LUA") .. "/?.lua"
local requests = require("requests")

local representatives = tonumber(os.getenv("BENCH_REPRESENTATIVES"))
local organisations = tonumber(os.getenv("BENCH_ORGANISATIONS"))
local form = io.open(os.getenv("BENCH_FORM")):read("*a")
local actors
local sent = 0
local started = os.time()

function init()
   actors = requests.actors(1, representatives)
end

function request()
   sent = sent + 1
   local body = form:gsub("@(%u+)@", {
      REFERENCE = tostring(sent),
      SURNAME = "Boateng" .. string.char(97 + sent % 26, 97 + math.floor(sent / 26) % 26),
      INSURER = tostring(math.random(representatives + 1, organisations)),
   })
   local headers = actors[math.random(#actors)]
   headers["Idempotency-Key"] = string.format("%d-%d", started, sent)
   return wrk.format("POST", nil, headers, body)
end

done = requests.done
