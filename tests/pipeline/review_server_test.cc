// The server as a browser, and as another site, meets it.
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pipeline/review/page_files.h"
#include "pipeline/review/server.h"
#include "pipeline/review/server_lock.h"
#include "pipeline/sha256.h"
#include "tests/pipeline/sample_report.h"
#include "tests/pipeline/sample_store.h"
#include "tests/pipeline/scratch.h"

namespace gouji {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr char kGranted[] = "requests/granted/natural_person";

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    Report report = stored_report(1, "songxu.pdf");
    const fs::path pdf = s.path() / report.source;
    fs::copy_file(GOUJI_DATA_DIR "/samples/songxu-2022.pdf", pdf);
    report.sha256 = digest_file(pdf)->sha256;
    report.id = id = report_id_of(report.sha256);
    report.title = "<script>alert(1)</script>";
    doubt(report, kGranted, "7", 0.6);
    make_store(s.path(), {report});
    session = Session::open(s.path(), standard_forms()).value();
    images =
        std::make_unique<PageImages>(s.path(), WorkerCommand{{GOUJI_PROGRAM, "render", "--"}, 0});
    server = ReviewServer::open(*session, *images, 0, 0).value();
    thread = std::thread([this] { server->run(); });
    headers = {{"Host", "127.0.0.1:" + std::to_string(server->port())}, {"Cookie", cookie()}};
  }
  ~ServerTest() override {
    server->stop();
    thread.join();
  }

  std::string cookie() const {
    return "gouji_token_" + std::to_string(server->port()) + "=" + server->token();
  }

  httplib::Client client() const { return httplib::Client("127.0.0.1", server->port()); }

  httplib::Response get(const std::string& address) {
    return *client().Get(address.c_str(), headers);
  }

  json answer(const std::string& address, int status = 200) {
    const httplib::Response response = get(address);
    EXPECT_EQ(response.status, status) << address << " " << response.body;
    return json::parse(response.body);
  }

  httplib::Response post(const std::string& address, const std::string& body) {
    httplib::Headers all = headers;
    all.emplace("Origin", "http://127.0.0.1:" + std::to_string(server->port()));
    return *client().Post(address.c_str(), all, body, "application/json");
  }

  json correction(const std::string& value) const {
    return {{"report_id", id}, {"address", kGranted}, {"value", value}};
  }

  Scratch s;
  std::string id;
  std::unique_ptr<Session> session;
  std::unique_ptr<PageImages> images;
  std::unique_ptr<ReviewServer> server;
  std::thread thread;
  httplib::Headers headers;
};

TEST_F(ServerTest, TheAddressGivesTheCookieThatThePageNeeds) {
  headers.erase("Cookie");
  EXPECT_EQ(get("/").status, 403);
  EXPECT_EQ(get("/?token=0").status, 403);
  const httplib::Response opened = get("/?token=" + server->token());
  EXPECT_EQ(opened.status, 200) << "a redirect would be the other site's, which has no cookie";
  EXPECT_THAT(opened.body, HasSubstr("<meta http-equiv=\"refresh\" content=\"0;url=/\">"));
  EXPECT_THAT(opened.get_header_value("Set-Cookie"), testing::StartsWith(cookie() + ";"));
}

TEST_F(ServerTest, ForeignHostsAndOriginsGetNothing) {
  headers.erase("Host");
  headers.emplace("Host", "evil.example");
  for (const char* address : {"/", "/chart.js", "/api/overview", "/api/nothing"}) {
    EXPECT_EQ(get(address).status, 403) << address;
  }
  headers.erase("Host");
  headers.emplace("Host", "127.0.0.1:" + std::to_string(server->port()));
  headers.emplace("Origin", "http://evil.example");
  EXPECT_EQ(get("/api/overview").status, 403);
  EXPECT_EQ(client().Post("/api/undo", headers, "{}", "application/json")->status, 403);
}

TEST_F(ServerTest, EveryAnswerSaysWhatThePageMayLoad) {
  for (const char* address : {"/", "/chart.js", "/api/overview", "/nothing"}) {
    const httplib::Response response = get(address);
    EXPECT_THAT(response.get_header_value("Content-Security-Policy"),
                HasSubstr("default-src 'none'; script-src 'self';"));
    EXPECT_EQ(response.get_header_value("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.get_header_value("Cache-Control"), "no-store");
  }
}

TEST_F(ServerTest, ServesTheFilesOfThePageAndNoOthers) {
  for (const PageFile& file : page_files()) {
    const httplib::Response response = get(std::string(file.path));
    EXPECT_EQ(response.status, 200) << file.path;
    EXPECT_EQ(response.body, file.content);
    EXPECT_EQ(response.get_header_value("Content-Type"), file.type);
  }
  for (const char* address :
       {"/corrections.csv", "/../corrections.csv", "/..%2f..%2fetc/passwd", "/.gouji/run.db",
        "/api/../../etc/passwd", "/%00", "/api/report/../run.db", "/index.html/.."}) {
    EXPECT_EQ(get(address).status, 404) << address;
  }
}

TEST_F(ServerTest, WrongNamesAreNotThere) {
  for (const std::string& address :
       {std::string("/api/report/0000000000000000"), std::string("/api/report/x"),
        "/api/report/" + id + "0", "/api/report/" + id + "/page/0", "/api/report/" + id + "/page/7",
        "/api/report/" + id + "/page/99999999999999999999", "/api/report/" + id + "/page/-1",
        "/api/report/" + id + "/crop/requests/no_such/total",
        "/api/report/" + id + "/crop/../../../etc/passwd",
        "/api/report/" + id + "/crop/..%2f..%2fetc%2fpasswd"}) {
    answer(address, 404);
  }
  answer("/api/report/" + id + "/page/1?dpi=3000", 400);
  answer("/api/reports?limit=-1", 400);
  answer("/api/reports?offset=x", 400);
  answer("/api/queue?limit=100000", 400);
  EXPECT_EQ(get("/" + std::string(600, 'a')).status, 414);
}

TEST_F(ServerTest, WhatCameOutOfAPdfIsJustText) {
  const httplib::Response response = get("/api/reports");
  EXPECT_THAT(response.get_header_value("Content-Type"), testing::StartsWith("application/json"));
  EXPECT_EQ(json::parse(response.body)["rows"][0]["title"], "<script>alert(1)</script>");
}

TEST_F(ServerTest, GivesAReportWithItsFormCellsAndSums) {
  const json report = answer("/api/report/" + id);
  EXPECT_EQ(report["report"]["status"], "review");
  EXPECT_EQ(report["cells"].size(), standard_form("2021").cells.size());
  EXPECT_EQ(report["cells"][kGranted]["value"], "7");
  EXPECT_EQ(report["form"]["tables"].size(), 3u);
  EXPECT_EQ(report["checks"].size(), standard_form("2021").relations.size());
}

TEST_F(ServerTest, SaysHowMuchIsIndexed) {
  EXPECT_EQ(answer("/api/overview")["progress"], (json{{"indexed", 1}, {"all", 1}}));
}

TEST_F(ServerTest, DrawsPagesAndCells) {
  const httplib::Response page = get("/api/report/" + id + "/page/1?dpi=100");
  EXPECT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.get_header_value("Content-Type"), testing::StartsWith("image/"));
  const httplib::Response crop = get("/api/report/" + id + "/crop/" + kGranted);
  EXPECT_EQ(crop.status, 200) << crop.body;
  EXPECT_EQ(crop.get_header_value("Content-Type"), "image/png");
}

TEST_F(ServerTest, SaysAtWhichScaleAPageIsDrawn) {
  EXPECT_EQ(answer("/api/report/" + id + "/page/1/scale?dpi=100")["dpi"], 100);
  answer("/api/report/" + id + "/page/7/scale?dpi=100", 404);
}

TEST_F(ServerTest, ACorrectionIsMadeAndTakenBack) {
  EXPECT_EQ(answer("/api/queue")["cells"][0]["address"], kGranted);
  const json made = json::parse(post("/api/corrections", correction("0").dump()).body);
  EXPECT_EQ(made["cell"]["method"], "person");
  EXPECT_EQ(made["cell"]["read_value"], "7");
  EXPECT_EQ(made["left"], 0);
  EXPECT_THAT(made["checks"], Contains(testing::ResultOf([](const json& c) { return c["verdict"]; },
                                                         json("holds"))));
  EXPECT_EQ(answer("/api/queue")["total"], 0);
  EXPECT_EQ(made["undo"], json::array({kGranted}));
  EXPECT_EQ(answer("/api/report/" + id)["undo"], json::array({kGranted}));
  const std::string which = json{{"report_id", id}, {"address", kGranted}}.dump();
  EXPECT_EQ(post("/api/undo", "{}").status, 400) << "it says of which cell";
  const json undone = json::parse(post("/api/undo", which).body);
  EXPECT_EQ(undone["cell"]["value"], "7");
  EXPECT_EQ(undone["undo"], json::array());
  EXPECT_EQ(post("/api/undo", which).status, 409);
}

TEST_F(ServerTest, TheAuditTakesVerdicts) {
  const json audit = answer("/api/audit?n=2");
  ASSERT_EQ(audit["cells"].size(), 2u);
  const json& cell = audit["cells"][0];
  EXPECT_EQ(cell["right"], nullptr);
  const json said = {
      {"report_id", cell["report_id"]}, {"address", cell["address"]}, {"right", true}};
  EXPECT_EQ(json::parse(post("/api/audit", said.dump()).body)["checked"], 1);
  EXPECT_EQ(answer("/api/audit?n=2")["cells"][0]["right"], true);
  EXPECT_EQ(answer("/api/overview")["audit"]["checked"], 1);
}

TEST_F(ServerTest, WrongBodiesChangeNothing) {
  json typed = correction("0");
  typed["value"] = 0;
  json nested = correction("0");
  nested["report_id"] = json::array({id});
  json null = correction("0");
  null["value"] = nullptr;
  json silent = correction("0");
  silent.erase("value");
  for (const std::string& body :
       {std::string(), std::string("{"), std::string("[]"), std::string("null"),
        std::string("\xff"), std::string(60'000, '['), typed.dump(), nested.dump(), silent.dump(),
        null.dump(), correction("seven").dump()}) {
    EXPECT_EQ(post("/api/corrections", body).status, 400) << body.substr(0, 80);
  }
  EXPECT_EQ(post("/api/corrections", correction(std::string(70'000, '1')).dump()).status, 413);
  EXPECT_EQ(post("/api/audit", correction("0").dump()).status, 400);
  EXPECT_FALSE(fs::exists(s.path() / "corrections.csv"));
}

TEST_F(ServerTest, SaysThatOutIsGoneAndGoesOnWhenItIsBack) {
  const fs::path elsewhere = s.path().string() + ".moved";
  fs::rename(s.path(), elsewhere);
  EXPECT_THAT(answer("/api/overview", 503)["error"], HasSubstr("is gone"));
  fs::rename(elsewhere, s.path());
  answer("/api/overview");
}

TEST_F(ServerTest, ASecondOneLearnsWhereTheFirstIs) {
  {
    auto first = ServerLock::take(s.path());
    ASSERT_TRUE(first) << first.error();
    ASSERT_TRUE(first->set_address("http://127.0.0.1:1/?token=2"));
    EXPECT_THAT(ServerLock::take(s.path()).error(), HasSubstr("http://127.0.0.1:1/?token=2"));
    EXPECT_EQ(fs::status(s.path() / ".gouji/review.lock").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
  }
  EXPECT_TRUE(ServerLock::take(s.path()));
}

TEST_F(ServerTest, APortThatIsTakenIsNotShared) {
  EXPECT_THAT(ReviewServer::open(*session, *images, server->port(), 0).error(),
              HasSubstr("it is in use"));
}

}  // namespace
}  // namespace gouji
