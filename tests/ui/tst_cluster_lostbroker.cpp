// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/rocketmqcluster.h"
#include "ui/lostbroker.h"

using namespace Qt::StringLiterals;
using namespace gantry::testing;
using namespace gantry;
using namespace gantry::ui;

/// The window while a broker of a real cluster is killed and started again.
class TestClusterLostBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledBrokerIsShownAndComesBackWithoutAClick();
};

void TestClusterLostBroker::aKilledBrokerIsShownAndComesBackWithoutAClick()
{
    ClusterOptions options;
    options.version = RocketMqCluster::versions().first();
    options.brokers = 2;
    options.topics = QStringList{u"TopicTest"_s};
    GANTRY_NEEDS_CLUSTER(options.version);
    RocketMqCluster cluster;
    GANTRY_VERIFY_CLUSTER(cluster, up(options));
    LostBroker story;
    Profile profile;
    profile.name = u"Real"_s;
    profile.config.group = gantry::GroupName(u"LostBroker"_s);
    profile.config.nameServers = cluster.nameServers();
    story.shown.workspace.setProfile(profile);
    story.lose = [&] { return cluster.kill(u"broker-b"_s); };
    story.giveBack = [&] { return cluster.restart(u"broker-b"_s); };
    story.tell();
}

QTEST_MAIN(TestClusterLostBroker)
#include "tst_cluster_lostbroker.moc"
