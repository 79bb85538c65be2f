// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logmodel.h"
#include "log/logtext.h"
#include "ui/sampleoutcomes.h"
#include <gantry/outcomejson.h>

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

constexpr auto chunk = qsizetype(OutcomeChunk::maxRows);

QString cell(const LogModel &model, int row, LogColumn column)
{
    return model.index(row, int(column)).data().toString();
}

OutcomeLimits rows(qsizetype count)
{
    OutcomeLimits limits;
    limits.rows = count;
    return limits;
}

} // namespace

class tst_LogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insertsOnceABatch();
    void showsAFailureWithoutColours();
    void formatsCells();
    void skipsRowsThatTheFilterRefuses();
    void filtersWhatComesLater();
    void keepsItsRowsUntilTheNextQueryIsAnswered();
    void dropsRowsWithTheStore_data();
    void dropsRowsWithTheStore();
    void findsRowsByNumber();
    void isEmptyAfterClear();
    void writesRowsInEveryFormat();
};

void tst_LogModel::insertsOnceABatch()
{
    OutcomeStore store;
    LogModel model(store);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    store.append(samples::burst(500));
    store.append(samples::burst(300));
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(model.rowCount(), 800);
    QCOMPARE(cell(model, 799, LogColumn::Number), u"800"_s);
}

void tst_LogModel::showsAFailureWithoutColours()
{
    OutcomeStore store;
    const LogModel model(store);
    store.append({samples::accepted(samples::message()), samples::failed(samples::message()),
                  samples::oneway(samples::message())});
    QCOMPARE(cell(model, 0, LogColumn::Result), u"✓ SEND_OK"_s);
    QCOMPARE(cell(model, 1, LogColumn::Result), u"✗ timeout"_s);
    QCOMPARE(cell(model, 2, LogColumn::Result), u"? ONEWAY"_s);
    QVERIFY(!model.index(0, int(LogColumn::Result)).data(Qt::ForegroundRole).isValid());
    QVERIFY(model.index(1, int(LogColumn::Result)).data(Qt::ForegroundRole).isValid());
}

void tst_LogModel::formatsCells()
{
    OutcomeStore store;
    const LogModel model(store);
    store.append({samples::accepted(samples::message()), samples::failed(samples::message())});
    QStringList cells;
    for (const LogColumn column : allLogColumns()) {
        if (column != LogColumn::Time)
            cells.append(cell(model, 0, column));
    }
    QCOMPARE(cells.join(u'|'), u"1|✓ SEND_OK|async|TopicTest|broker-a:3|1.52|1|99|11|TagA|OrderID188|"
                               "7F00000100002A139A55000000000001|"_s);
    QCOMPARE(cell(model, 1, LogColumn::Queue), u"broker-b:2"_s);
    QCOMPARE(cell(model, 1, LogColumn::Offset), QString());
    QCOMPARE(cell(model, 1, LogColumn::Error), samples::timedOut().detail);
    QVERIFY(cell(model, 0, LogColumn::Time).endsWith(u".123"_s));
    QCOMPARE(model.index(0, int(LogColumn::Elapsed)).data(LogModel::RawRole).toLongLong(), 1'520'000);
}

void tst_LogModel::skipsRowsThatTheFilterRefuses()
{
    OutcomeStore store;
    LogModel model(store);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    store.append(samples::burst(1000));
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setQuery(OutcomeQuery(u"failed"_s));
    QTRY_COMPARE(model.rowCount(), 100);
    QCOMPARE(reset.size(), 1);
    QCOMPARE(cell(model, 0, LogColumn::Number), u"10"_s);
    QCOMPARE(cell(model, 99, LogColumn::Number), u"1000"_s);
    model.setQuery({});
    QCOMPARE(model.rowCount(), 1000);
    QCOMPARE(reset.size(), 2);
}

void tst_LogModel::filtersWhatComesLater()
{
    OutcomeStore store;
    LogModel model(store);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery(OutcomeQuery(u"failed"_s));
    QTRY_VERIFY(model.isFiltered());
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    store.append(samples::burst(100));
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(inserted.size(), 1);
    store.append({samples::accepted(samples::message())});
    QCOMPARE(inserted.size(), 1);
}

void tst_LogModel::keepsItsRowsUntilTheNextQueryIsAnswered()
{
    OutcomeStore store;
    LogModel model(store);
    store.append(samples::burst(size_t(2 * chunk)));
    model.setQuery(OutcomeQuery(u"failed"_s));
    QVERIFY(model.progress());
    QCOMPARE(model.rowCount(), int(2 * chunk));
    store.append(samples::burst(10)); // comes while it scans, and is not forgotten
    QTRY_VERIFY(!model.progress());
    QCOMPARE(model.rowCount(), int(2 * chunk) / 10 + 1);
}

void tst_LogModel::dropsRowsWithTheStore_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("left");
    QTest::newRow("all rows") << QString() << int(chunk) + 10;
    QTest::newRow("filtered") << u"failed"_s << int(chunk) / 10 + 1;
    QTest::newRow("none of them shown") << u"zebra"_s << 0;
}

void tst_LogModel::dropsRowsWithTheStore()
{
    QFETCH(QString, query);
    QFETCH(int, left);
    OutcomeStore store(rows(2 * chunk));
    LogModel model(store);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery(OutcomeQuery(query));
    QTRY_VERIFY(!model.progress());
    store.append(samples::burst(size_t(2 * chunk)));
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    store.append(samples::burst(10, size_t(2 * chunk)));
    QCOMPARE(model.rowCount(), left);
    QCOMPARE(removed.size(), query == "zebra"_L1 ? 0 : 1);
    if (left > 0)
        QVERIFY(model.numberAt(0) > quint64(chunk));
}

void tst_LogModel::findsRowsByNumber()
{
    OutcomeStore store;
    LogModel model(store);
    store.append(samples::burst(100));
    QCOMPARE(model.rowOf(20), 19);
    QCOMPARE(model.rowOf(101), -1);
    model.setQuery(OutcomeQuery(u"failed"_s));
    QTRY_COMPARE(model.rowCount(), 10);
    QCOMPARE(model.rowOf(20), 1);
    QCOMPARE(model.rowOf(21), -1);
    QCOMPARE(model.storeRow(1), 19);
}

void tst_LogModel::isEmptyAfterClear()
{
    OutcomeStore store;
    LogModel model(store);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    store.append(samples::burst(100));
    store.clear();
    QCOMPARE(model.rowCount(), 0);
    store.append(samples::burst(1));
    QCOMPARE(cell(model, 0, LogColumn::Number), u"101"_s);
}

void tst_LogModel::writesRowsInEveryFormat()
{
    OutcomeStore store;
    SentMessage odd = samples::failed(samples::message());
    odd.outcome.result = Error{ErrorKind::Broker, u"a \"b\", c\tand\nd"_s, {}, 1};
    store.append({samples::accepted(samples::message()), odd});
    const QList columns{LogColumn::Result, LogColumn::Elapsed, LogColumn::Error};
    const std::vector<qsizetype> rows{0, 1};
    QCOMPARE(LogText(LogFormat::Csv, columns).text(store, rows),
             "result,elapsedMs,error\r\nSEND_OK,1.520,\r\nbroker,55.000,\"a \"\"b\"\", c\tand\nd\"\r\n"_ba);
    QCOMPARE(LogText(LogFormat::Tsv, columns).text(store, rows),
             "result\telapsedMs\terror\nSEND_OK\t1.520\t\nbroker\t55.000\ta \"b\", c and d\n"_ba);
    QCOMPARE(
        LogText(LogFormat::Text, columns).text(store, rows),
        "Result     Elapsed ms  Error\n✓ SEND_OK        1.52\n✗ broker         55.0  a \"b\", c and d\n"_ba);
    const QByteArray json = LogText(LogFormat::JsonLines, {}).line(store, 1);
    QJsonObject object = QJsonDocument::fromJson(json).object();
    QCOMPARE(object.take("keys"_L1).toString(), u"OrderID188"_s);
    QCOMPARE(object.take("tag"_L1).toString(), u"TagA"_s);
    QVERIFY(QDateTime::fromString(object.take("at"_L1).toString(), Qt::ISODateWithMs).isValid());
    QCOMPARE(object, toJson(odd.outcome, 2));
}

QTEST_MAIN(tst_LogModel)
#include "tst_logmodel.moc"
