// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/producer.h>

#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    gantry::ProducerConfig config;
    config.group = gantry::GroupName("example");
    config.nameServers = qEnvironmentVariable("NAMESRV_ADDR");
    gantry::Producer producer(config);
    QTextStream err(stderr);
    if (const auto started = producer.start(); !started) {
        err << "cannot start: " << started.error().detail << "\n" << started.error().hint << "\n";
        return 3;
    }
    const auto outcome = producer.send({.topic = gantry::TopicName("Orders"), .body = "hello"});
    if (!outcome.isOk()) {
        err << "not sent: " << outcome.result.error().detail << "\n";
        return 1;
    }
    QTextStream(stdout) << outcome.msgId.toString() << " is at " << outcome.result->queue.broker.text()
                        << "\n";
    return 0;
}
